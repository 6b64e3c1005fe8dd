//! Fields of achievements and of the register that the ledger must carry too: what history is compared by.

use super::Loader;
use crate::policy::{FieldOn, kept};

impl Loader<'_> {
    /// Lets history lists carry what history is compared by, though it is declared for other lists alone.
    pub(super) fn carry_to_ledger(&mut self) {
        for id in kept::compared(&self.policy) {
            let has_column = kept::has_column(&self.policy, id);
            let Some(field) = self.policy.fields.get_mut(id.index()).filter(|_| has_column) else { continue };
            if !field.on.contains(&FieldOn::History) {
                field.on.push(FieldOn::History);
            }
        }
    }
}
