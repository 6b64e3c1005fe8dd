//! A union-find that keeps some pairs apart and knows the members of each set.

use std::collections::BTreeSet;

/// Sets of nodes, named by index.
pub(super) struct Union {
    root: Vec<usize>,
    /// Of each root; none for one that stands alone, as most do.
    members: Vec<Vec<usize>>,
    /// For each node, the nodes that it must not be joined with.
    apart: Vec<BTreeSet<usize>>,
}

impl Union {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            root: (0..nodes).collect(),
            members: vec![Vec::new(); nodes],
            apart: vec![BTreeSet::new(); nodes],
        }
    }

    pub(super) fn root(&self, node: usize) -> usize {
        self.root.get(node).copied().unwrap_or(node)
    }

    pub(super) fn members(&self, node: usize) -> &[usize] {
        match self.members.get(self.root(node)).map(Vec::as_slice) {
            Some([]) => std::slice::from_ref(&self.root[node]),
            Some(members) => members,
            None => &[],
        }
    }

    pub(super) fn same(&self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    /// Keeps two nodes apart from now on.
    pub(super) fn keep_apart(&mut self, a: usize, b: usize) {
        self.apart[a].insert(b);
        self.apart[b].insert(a);
    }

    /// True where some member of one set must not be joined with some member of the other.
    pub(super) fn apart(&self, a: usize, b: usize) -> bool {
        // Being apart is mutual, so the smaller set is asked.
        let (small, other) = if self.members(a).len() <= self.members(b).len() { (a, b) } else { (b, a) };
        let other = self.root(other);
        let barred = |node: &usize| self.apart[*node].iter().any(|far| self.root(*far) == other);
        !self.same(a, b) && self.members(small).iter().any(barred)
    }

    /// True where these two nodes themselves must not be joined.
    pub(super) fn directly_apart(&self, a: usize, b: usize) -> bool {
        self.apart[a].contains(&b)
    }

    /// Joins two sets; false, and nothing done, where they are kept apart.
    pub(super) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if self.apart(a, b) {
            return false;
        }
        let (big, small) = if self.members(a).len() >= self.members(b).len() { (a, b) } else { (b, a) };
        let moved = self.members(small).to_vec();
        self.members[small] = Vec::new();
        for node in &moved {
            self.root[*node] = big;
        }
        if self.members[big].is_empty() {
            self.members[big].push(big);
        }
        self.members[big].extend(moved);
        true
    }
}
