//! A stop of a delivery: what it is and which way it may go.

crate::text_enum! {
    /// What happens at a stop.
    pub enum TaskKind("task kind") {
        /// Something is taken.
        Pickup = "pickup",
        /// Something is brought.
        Dropoff = "dropoff",
    }
}

crate::text_enum! {
    /// Where a stop stands.
    pub enum TaskState("task state") {
        /// Nobody is on the way.
        Todo = "todo",
        /// The courier is there or on the way.
        Doing = "doing",
        /// Done.
        Done = "done",
        /// Tried in vain.
        Failed = "failed",
        /// Not wanted any more.
        Cancelled = "cancelled",
    }
}
crate::text_serde!(TaskKind, TaskState);

/// Something done to a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskEvent {
    /// The courier begins. Optional, and harmless when repeated.
    Start,
    /// The courier is done.
    Done,
    /// The courier tried in vain.
    Fail,
    /// The dispatch takes it back.
    Cancel,
    /// The dispatch wants it after all.
    Restore,
    /// The dispatch moves it to another time; it begins anew.
    Reschedule,
}

/// Why something cannot be done to a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskRefusal {
    /// It is over.
    #[error("this stop is already {0}")]
    Over(TaskState),
    /// The stop before it is still open.
    #[error("the stop before this one has to be done first")]
    PreviousOpen,
    /// Only a cancelled stop can be restored.
    #[error("only a cancelled stop can be restored; this one is {0}")]
    NotCancelled(TaskState),
}

impl TaskState {
    /// The state after `event`. `previous` is the state of the stop that comes before it in the same delivery, if there is one.
    ///
    /// A repeated start changes nothing and is no error. A failed stop before this one does not hold it up, a cancelled one does not either:
    /// the dispatch has cleared it away.
    pub fn after(self, event: TaskEvent, previous: Option<Self>) -> Result<Self, TaskRefusal> {
        match event {
            TaskEvent::Cancel => Ok(Self::Cancelled),
            TaskEvent::Reschedule => Ok(Self::Todo),
            TaskEvent::Restore if self == Self::Cancelled => Ok(Self::Todo),
            TaskEvent::Restore => Err(TaskRefusal::NotCancelled(self)),
            TaskEvent::Start | TaskEvent::Done | TaskEvent::Fail if self.is_over() => {
                Err(TaskRefusal::Over(self))
            }
            TaskEvent::Start => Ok(Self::Doing),
            TaskEvent::Done | TaskEvent::Fail if previous.is_some_and(|p| !p.is_over()) => {
                Err(TaskRefusal::PreviousOpen)
            }
            TaskEvent::Done => Ok(Self::Done),
            TaskEvent::Fail => Ok(Self::Failed),
        }
    }

    /// Whether the courier is through with it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TaskEvent::{Cancel, Fail, Reschedule, Restore, Start};
    use TaskState::{Cancelled, Doing, Failed, Todo};
    use rstest::rstest;

    #[rstest]
    #[case(Todo, Start, None, Ok(Doing))]
    #[case(Doing, Start, None, Ok(Doing))]
    #[case(Todo, TaskEvent::Done, None, Ok(TaskState::Done))]
    #[case(Doing, TaskEvent::Done, Some(TaskState::Done), Ok(TaskState::Done))]
    #[case(Doing, TaskEvent::Done, Some(Failed), Ok(TaskState::Done))]
    #[case(Doing, TaskEvent::Done, Some(Doing), Err(TaskRefusal::PreviousOpen))]
    #[case(
        TaskState::Done,
        TaskEvent::Done,
        None,
        Err(TaskRefusal::Over(TaskState::Done))
    )]
    #[case(Cancelled, Fail, None, Err(TaskRefusal::Over(Cancelled)))]
    #[case(Failed, Start, None, Err(TaskRefusal::Over(Failed)))]
    #[case(Cancelled, Restore, None, Ok(Todo))]
    #[case(Doing, Restore, None, Err(TaskRefusal::NotCancelled(Doing)))]
    #[case(Failed, Reschedule, None, Ok(Todo))]
    #[case(TaskState::Done, Cancel, None, Ok(Cancelled))]
    fn ways(
        #[case] state: TaskState,
        #[case] event: TaskEvent,
        #[case] previous: Option<TaskState>,
        #[case] result: Result<TaskState, TaskRefusal>,
    ) {
        assert_eq!(state.after(event, previous), result);
    }
}
