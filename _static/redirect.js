/**
 * The page has moved: leads on to the same place in the page at its new address.
 *
 * The refresh in the head of the page does the rest. It would lose what stands behind `#` in the address that was asked
 * for, so it must not be first: this script stands before it.
 */
(() => {
  const address = document.currentScript?.dataset.address;
  if (address && location.hash) location.replace(address.replace(/#.*$/, "") + location.hash);
})();
