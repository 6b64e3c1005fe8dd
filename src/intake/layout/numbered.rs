//! 编号: whether it heads the numbers of certificates or of rows, as the first cells below it tell.

use crate::policy::builtin as b;
use crate::table::heading::Column;
use crate::table::lexicon::Recognised;
use crate::table::text_of;
use crate::text::certificate;
use crate::workbook::Row;

/// The texts in the first rows below a heading.
#[derive(Clone, Copy)]
pub(in crate::intake) struct Below<'a>(pub &'a [&'a Row]);

impl Below<'_> {
    /// Whether a column has some texts there, and all of them are numbers of patents or standards.
    fn identify(self, col: u32) -> bool {
        let cells = self.0.iter().flat_map(|row| row.cells.iter().filter(move |cell| cell.col == col));
        let mut texts = cells.map(text_of).filter(|text| !text.trim().is_empty()).peekable();
        texts.peek().is_some() && texts.all(certificate::is_of_lasting_thing)
    }
}

/// What may be the number of a certificate or that of the row is the former where patents or standards stand below it.
pub(super) fn tell(read: &mut [Recognised], heading: &[Column], below: Below<'_>) {
    for (read, column) in read.iter_mut().zip(heading) {
        let either = read.fields.len() > 1
            && read.fields.iter().all(|field| matches!(*field, b::CERTIFICATE | b::SERIAL));
        if either && below.identify(column.col) {
            read.fields = vec![b::CERTIFICATE];
        }
    }
}
