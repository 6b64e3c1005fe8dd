//! Conditions on growth: over which figure, and by how many percent.

use super::Loader;
use super::amounts::FIGURES;
use crate::policy::file::{ConditionFile, LessFile, Literal as Written, Text};
use crate::policy::{Bounds, Check, Subject};

impl Loader<'_> {
    /// A figure that has grown over another; the bounds of the condition are how much.
    pub(super) fn growth(
        &mut self,
        file: &ConditionFile,
        over: &LessFile,
        (field, subject): (&Text, &Subject),
    ) -> Option<Check> {
        let is_figure = matches!(subject, Subject::Field { .. }) && FIGURES.contains(&self.type_of(subject));
        if !is_figure {
            self.bad_value(field.span, "增长只能看整数、数、金额字段。");
        }
        if file.is.is_some() || file.one_of.is_some() {
            self.bad_value(field.span, "增长的幅度写在 from、above、to、below，不写 is、in。");
        }
        if (file.from.is_some() && file.above.is_some()) || (file.to.is_some() && file.below.is_some()) {
            self.bad_value(field.span, "下限（from、above）和上限（to、below）各只能写一个。");
        }
        if [&file.from, &file.above, &file.to, &file.below].iter().all(|end| end.is_none()) {
            self.bad_value(over.of.span, "写了 growth_over，还须写增长多少，如 from = \"20%\"。");
        }
        let mut end = |included: &Option<Written>, excluded: &Option<Written>| {
            let written = included.as_ref().or(excluded.as_ref())?;
            self.stated_growth(written, subject).map(|rate| (rate, included.is_some()))
        };
        let bounds = Bounds { lower: end(&file.from, &file.above), upper: end(&file.to, &file.below) };
        let over = self.earlier(over, Some(subject))?;
        is_figure.then_some(Check::Growth { over, bounds })
    }
}
