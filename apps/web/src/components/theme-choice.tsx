import { useEffect, useState } from "react";

const place = "tinytorch.theme";
const themes = ["as the system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(() => {
    const kept = localStorage.getItem(place);
    return isTheme(kept) ? kept : "as the system";
  });
  useEffect(() => {
    const root = document.documentElement;
    if (theme === "as the system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    localStorage.setItem(place, theme);
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "as the system";
  return (
    <button type="button" onClick={() => setTheme(next)} title={`Colours: ${theme}`}>
      <span aria-hidden="true">◐</span>
      <span className="hidden-visually">
        Colours: {theme}. Change to {next}
      </span>
    </button>
  );
}
