import { keepConsole } from './kept-logs.ts';

keepConsole();
