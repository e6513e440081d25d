import { html, raw } from 'hono/html'

type Words = Readonly<Record<string, string>>

/** One plain page about signing in: a heading, what to know, and what to do next. */
export function signInPage(
  words: Words,
  { title, says, next }: { title: string; says: string; next: 'sign-in' | 'sign-out' },
) {
  const act =
    next === 'sign-in'
      ? html`<p><a href="/sign-in">${words['sign-in.again']}</a></p>`
      : html`<form method="post" action="/sign-out"><button>${words['sign-in.leave.button']}</button></form>`
  return html`${raw('<!doctype html>')}
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words[title]} – ${words['page.name']}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/first.css">
</head>
<body>
<main>
<header>${words['page.name']}</header>
<h1>${words[title]}</h1>
<p>${words[says]}</p>
${act}
<p><strong>${words['danger.line']}</strong></p>
</main>
</body>
</html>`
}
