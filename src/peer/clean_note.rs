//! A Note whose HTML has been cleaned, once: what is stored of a stranger's Note comes from here.

use std::ops::Deref;

use musette_federation::remote_note::RemoteNote;

use crate::services::{html, plain_text};

/// A Note that says something, in HTML that can do no harm.
#[derive(Debug, Clone, PartialEq)]
pub struct CleanNote(RemoteNote);

impl CleanNote {
    /// Cleans a Note. One that says nothing is a vote in a poll, or a picture alone, which we do not show.
    pub fn of(mut note: RemoteNote) -> Option<Self> {
        note.content = html::clean(&note.content);
        (!plain_text::says_nothing(&note.content)).then_some(Self(note))
    }
}

impl Deref for CleanNote {
    type Target = RemoteNote;
    fn deref(&self) -> &RemoteNote {
        &self.0
    }
}
