//! Pages of a restaurant's people.

pub mod add_item;
pub mod add_section;
pub mod aliases;
pub mod allergens;
pub mod board;
pub mod close;
pub mod cloth_choice;
pub mod collections;
pub mod edit_item;
pub mod edit_special;
pub mod export;
pub mod forget_plan;
pub mod item_form;
pub mod leaving;
pub mod list;
pub mod menu;
pub mod mine;
pub mod move_item;
pub mod move_out;
pub mod move_section;
pub mod photo;
pub mod pictures;
pub mod plan_special;
pub mod profile;
pub mod profile_form;
pub mod remove;
pub mod remove_item;
pub mod remove_section;
pub mod rename_section;
pub mod reopen;
#[cfg(test)]
pub(crate) mod sample;
pub mod set_busy;
pub mod side;
pub mod sold_out;
pub mod special_form;
pub mod special_sold_out;
pub mod specials;
pub mod take_back_special;
#[cfg(test)]
mod tests;
