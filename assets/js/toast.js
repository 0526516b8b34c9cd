// A short message leaves after eight seconds, not while somebody reads or uses it.
for (const toast of document.querySelectorAll(".toast")) {
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 2000);
    else toast.remove();
  };
  setTimeout(leave, 8000);
}
