# Finding and following restaurants elsewhere.
