// The runtime's own type file is empty.
declare module 'handlebars/runtime.js' {
  const Handlebars: {
    create(): {
      registerHelper(helpers: Readonly<Record<string, (...values: never[]) => unknown>>): void
      template(spec: object): (values: object) => string
    }
  }
  export default Handlebars
}
