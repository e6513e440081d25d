import { defineHandrailChat } from './handrail-chat-define.ts'

const script = document.currentScript as HTMLScriptElement
defineHandrailChat(new URL(script.src).origin)
