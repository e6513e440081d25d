import { html, raw } from 'hono/html'

/** The page for a tenant that is not known: what that means, and what to do if a child is in danger. */
export const unknownTenantPage = (words: Readonly<Record<string, string>>) =>
  html`${raw('<!doctype html>')}
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words['page.title']}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/chat.css">
</head>
<body>
<main>
<h1>${words['tenant.unknown.title']}</h1>
<p>${words['tenant.unknown']}</p>
<p><strong>${words['danger.line']}</strong></p>
</main>
</body>
</html>`
