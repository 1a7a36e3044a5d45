// Sets the theme before anything is painted: the visitor's choice, else the system's.
(() => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let choice = null;
    try {
      choice = localStorage.getItem('nightjar-theme');
    } catch {
      // Storage is switched off: the system decides.
    }
    document.documentElement.dataset.theme = choice ?? (system.matches ? 'dark' : 'light');
  };
  system.addEventListener('change', apply);
  apply();
})();
