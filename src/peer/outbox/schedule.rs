//! Which hosts are being sent to, which are next, and when to look for others: in memory, so that a finished task costs no query.

use std::collections::{HashMap, HashSet, VecDeque};

use musette_domain::Instant;
use tokio::task::Id;

use crate::store::outbox_activity::Lane;
use crate::store::outbox_host::OutboxHost;

/// How many hosts are sent to at once in the open tier.
const OPEN_TIER: usize = 256;
/// How many desks are sent to at once. Places of their own: a desk never waits for strangers that hang.
const DESKS: usize = 64;
/// How many due hosts are read at once: more than can be claimed and not yet begun, so that each look finds new ones.
pub const LOOK: i64 = 1_000;

/// What one host gets in one lane, one message after the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Queue {
    /// The host.
    pub host: String,
    /// The lane.
    pub lane: Lane,
}

/// The queues as far as this process knows them.
#[derive(Debug)]
pub struct Schedule {
    /// Queues that are ready or running: a look finds them again and leaves them alone.
    claimed: HashSet<Queue>,
    ready: HashMap<Lane, VecDeque<Queue>>,
    running: HashMap<Id, Queue>,
    /// Queues that a look found due although they are claimed: something may have come in after their task had looked for the last time.
    again: HashSet<Queue>,
    /// When a queue that is not claimed is due, as far as known.
    alarm: Option<Instant>,
    /// Whether the table is to be looked at before anything else.
    look: bool,
    /// Whether there were more due hosts than the last look could read.
    more: bool,
}

impl Schedule {
    /// Nothing is known; the table is looked at first.
    pub fn empty() -> Self {
        Self {
            claimed: HashSet::new(),
            ready: HashMap::new(),
            running: HashMap::new(),
            again: HashSet::new(),
            alarm: None,
            look: true,
            more: false,
        }
    }

    /// Somebody wrote, or the alarm rang.
    pub fn wake(&mut self) {
        self.look = true;
    }

    /// Whether the table is to be looked at: somebody wrote, or what the last look found has been begun and there was more.
    pub fn wants_a_look(&self) -> bool {
        self.look || (self.more && self.ready.values().all(VecDeque::is_empty))
    }

    /// Takes what a look found: the due hosts, and when the next after them is due.
    pub fn found(&mut self, due: Vec<OutboxHost>, next: Option<Instant>) {
        self.look = false;
        self.more = i64::try_from(due.len()).is_ok_and(|count| count >= LOOK);
        self.alarm = next;
        for row in due {
            let queue = Queue {
                host: row.host,
                lane: row.lane,
            };
            if self.claimed.insert(queue.clone()) {
                self.ready.entry(queue.lane).or_default().push_back(queue);
            } else {
                self.again.insert(queue);
            }
        }
    }

    /// The table could not be read: it is looked at again at `at`.
    pub fn not_found(&mut self, at: Instant) {
        self.look = false;
        self.more = false;
        self.alarm = Some(at);
    }

    /// The next queue that there is a place for.
    pub fn take_next(&mut self) -> Option<Queue> {
        [(Lane::Trade, DESKS), (Lane::Social, OPEN_TIER)]
            .into_iter()
            .find_map(|(lane, places)| {
                let taken = self.running.values().filter(|q| q.lane == lane).count();
                if taken >= places {
                    return None;
                }
                self.ready.get_mut(&lane)?.pop_front()
            })
    }

    /// A task was started for a queue that [`Schedule::take_next`] gave.
    pub fn started(&mut self, task: Id, queue: Queue) {
        self.again.remove(&queue);
        self.running.insert(task, queue);
    }

    /// A task is over; `next` is when its queue is due again. What is due already goes to the end of the line without a look. Returns whether the table is
    /// to be looked at all the same.
    pub fn finished(&mut self, task: Id, next: Option<Instant>, now: Instant) -> bool {
        let Some(queue) = self.running.remove(&task) else {
            return false;
        };
        let again = self.again.remove(&queue);
        match next {
            Some(at) if at <= now => {
                self.ready.entry(queue.lane).or_default().push_back(queue);
                return false;
            }
            Some(at) => {
                self.claimed.remove(&queue);
                self.alarm = Some(self.alarm.map_or(at, |alarm| alarm.min(at)));
            }
            None => {
                self.claimed.remove(&queue);
            }
        }
        again
    }

    /// The queue of a task that broke off; it stays claimed until [`Schedule::started`] and [`Schedule::finished`] say more.
    pub fn broken(&mut self, task: Id) -> Option<Queue> {
        self.running.remove(&task)
    }

    /// When a queue that is not claimed is due, as far as known.
    pub const fn alarm(&self) -> Option<Instant> {
        self.alarm
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Instant {
        Instant::from_millis(millis)
    }

    fn row(host: &str, lane: Lane) -> OutboxHost {
        OutboxHost {
            host: host.into(),
            lane,
            next_at: at(0),
        }
    }

    /// Ids of tasks, which only a runtime gives out.
    async fn task() -> Id {
        let (id, ()) = {
            let mut set = tokio::task::JoinSet::new();
            set.spawn(async {});
            set.join_next_with_id().await.unwrap().unwrap()
        };
        id
    }

    #[tokio::test]
    async fn a_host_is_claimed_once_until_it_is_finished() {
        let mut schedule = Schedule::empty();
        assert!(schedule.wants_a_look());
        schedule.found(vec![row("a", Lane::Social)], Some(at(500)));
        schedule.found(vec![row("a", Lane::Social)], Some(at(500)));
        let queue = schedule.take_next().unwrap();
        assert_eq!(queue.host, "a");
        assert_eq!(schedule.take_next(), None);
        let id = task().await;
        schedule.started(id, queue);
        schedule.found(vec![row("a", Lane::Social)], Some(at(500)));
        assert_eq!(schedule.take_next(), None, "it is being sent to");
        // Something came in meanwhile: the host goes on without a look.
        assert!(!schedule.finished(id, Some(at(10)), at(10)));
        assert!(!schedule.wants_a_look());
        let queue = schedule.take_next().unwrap();
        let id = task().await;
        schedule.started(id, queue);
        assert!(!schedule.finished(id, Some(at(300)), at(11)));
        assert_eq!(schedule.alarm(), Some(at(300)));
        assert!(!schedule.wants_a_look());
        schedule.found(vec![row("a", Lane::Social)], None);
        assert_eq!(schedule.take_next().unwrap().host, "a");
    }

    #[tokio::test]
    async fn what_comes_in_while_a_task_ends_is_looked_for() {
        let mut schedule = Schedule::empty();
        schedule.found(vec![row("a", Lane::Social)], None);
        let queue = schedule.take_next().unwrap();
        let id = task().await;
        schedule.started(id, queue);
        // The task has found nothing more and deleted the host's row; then somebody wrote it again, and a look came before the end of the task was heard of.
        schedule.found(vec![row("a", Lane::Social)], None);
        assert_eq!(schedule.take_next(), None);
        assert!(schedule.finished(id, None, at(1)));
        schedule.found(vec![row("a", Lane::Social)], None);
        assert_eq!(schedule.take_next().unwrap().host, "a");
    }

    #[tokio::test]
    async fn each_lane_has_places_of_its_own_and_a_full_look_is_followed_by_another() {
        let mut schedule = Schedule::empty();
        let full = usize::try_from(LOOK).unwrap();
        let mut due: Vec<_> = (1..full)
            .map(|n| row(&format!("h{n}"), Lane::Social))
            .collect();
        due.push(row("desk", Lane::Trade));
        schedule.found(due, None);
        let mut started = Vec::new();
        while let Some(queue) = schedule.take_next() {
            let id = task().await;
            schedule.started(id, queue.clone());
            started.push((id, queue));
        }
        assert_eq!(
            started.len(),
            OPEN_TIER + 1,
            "the desk has a place beside the hosts"
        );
        assert_eq!(started[0].1.lane, Lane::Trade);
        assert!(!schedule.wants_a_look(), "some are ready");
        while let Some((id, _)) = started.pop() {
            assert!(!schedule.finished(id, None, at(1)));
            if let Some(queue) = schedule.take_next() {
                let id = task().await;
                schedule.started(id, queue.clone());
                started.push((id, queue));
            }
        }
        assert!(schedule.wants_a_look(), "there may be more");
        schedule.found(Vec::new(), None);
        assert!(!schedule.wants_a_look());
    }
}
