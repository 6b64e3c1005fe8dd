//! How rows fall on printed pages: foretold from widths and heights, which all are fixed. No figure depends on it.

use super::page::Paper;
use super::sheet::Spec;

/// The least size that is read, as hundredths of the full one: 5.5 points of 10.
const LEAST: u32 = 55;

/// Points that a column of so many characters takes, in hundredths: a sign is seven of 96 dots an inch wide, the margins five.
fn width(characters: u16) -> u32 {
    (u32::from(characters) * 7 + 5) * 75
}

/// Points that the printed columns take, in hundredths.
fn table(spec: &Spec) -> u32 {
    spec.columns.iter().take(spec.printed).map(|(_, characters)| width(*characters)).sum()
}

/// Rows of a sheet as they go over pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pages {
    /// Points that the rows of a page take at most.
    room: u32,
    /// Points of the rows that every page repeats.
    repeated: u32,
    /// Points taken on the page so far.
    used: u32,
    /// Points taken on all pages before.
    before: u32,
    /// Heights of the last rows, the last first.
    last: [u32; 3],
}

impl Pages {
    /// A sheet without rows.
    pub fn new(spec: &Spec) -> Self {
        let paper = Paper::of(spec);
        let (wide, high) = paper.points();
        // A table wider than its paper is printed smaller, and more rows go on a page.
        let table = table(spec) / u32::from(paper.pages.max(1));
        Self { room: high * table.max(wide * 100) / (wide * 100), ..Self::default() }
    }

    /// A row is written.
    pub fn row(&mut self, height: u32) {
        if self.used + height > self.room && self.used > self.repeated {
            self.before += self.used;
            self.used = self.repeated;
        }
        self.used += height;
        let [last, other, _] = self.last;
        self.last = [height, last, other];
    }

    /// How many of the last rows go with what follows them: they take no more than half a page.
    pub fn tail(&self) -> u32 {
        let [last, other, third] = self.last;
        let fitting = [last + other + third, last + other].into_iter().position(|sum| sum * 2 <= self.room);
        match fitting {
            Some(0) => 3,
            Some(_) => 2,
            None => 1,
        }
    }

    /// The rows so far stand on every page.
    pub fn repeat(&mut self) {
        self.repeated = self.used;
    }

    /// Points that all rows take.
    pub fn height(&self) -> u32 {
        self.before + self.used
    }

    /// Whether rows of that height may come to stand on a page without any of the table before them: spreadsheet
    /// programs differ a little, and the more so the longer the table is.
    pub fn parts(&self, height: u32) -> bool {
        let doubt = (self.room / 20 + self.before / 50).min(self.room / 3);
        let is_first = self.before == 0 && self.used + height + doubt <= self.room;
        let is_amid = self.used >= self.repeated + 60 + doubt && self.used + height + doubt <= self.room;
        !(is_first || is_amid)
    }
}

/// Whether a sheet of that height is read when it is printed on a single page.
pub fn fits(spec: &Spec, height: u32) -> bool {
    let paper = Paper::of(spec);
    let (wide, high) = paper.points();
    paper.pages == 1 && height * LEAST <= high * 100 && table(spec) / 100 * LEAST <= wide * 100
}

/// The dots that the printed columns take, for what lies over them.
pub fn dots(spec: &Spec) -> u32 {
    table(spec) / 75
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An upright sheet as narrow as its paper takes: a page of it has 762 points.
    fn pages(rows: usize) -> Pages {
        let spec = Spec {
            name: "",
            title: "",
            unit: "",
            landscape: false,
            columns: vec![(String::new(), 40)],
            signed: true,
            printed: 1,
            frozen: 0,
        };
        let mut pages = Pages::new(&spec);
        [34, 20, 20].into_iter().for_each(|height| pages.row(height));
        pages.repeat();
        (0..rows).for_each(|_| pages.row(20));
        pages
    }

    /// 74 points of headings leave 688 for 34 rows of 20. The sign-off of 55 and a doubt of 38 fit under 29 of them, and
    /// under 10 rows of a second page with the headings repeated (there the doubt is 53); one row alone is too near the break.
    #[test]
    fn a_sign_off_near_a_page_break_takes_rows_with_it() {
        for (rows, parted) in
            [(1, false), (29, false), (30, true), (34, true), (35, true), (44, false), (64, true)]
        {
            assert_eq!(pages(rows).parts(55), parted, "{rows}");
        }
    }

    #[test]
    fn rows_that_go_with_the_sign_off_take_half_a_page_at_most() {
        let tail = |heights: [u32; 3]| {
            let mut pages = pages(3);
            heights.into_iter().for_each(|height| pages.row(height));
            pages.tail()
        };
        assert_eq!(tail([20, 20, 20]), 3);
        assert_eq!(tail([300, 100, 100]), 2, "381 points are half a page");
        assert_eq!(tail([20, 300, 100]), 1);
    }
}
