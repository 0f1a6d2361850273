"""The command line: options in, text and exit codes out. The only room that knows dashes and the terminal."""
