import Model
import Planning
import Testing

@Suite("The command of a one-off dyno") struct OneOffCommandTests {
    private static let processes = ["console": "python manage.py shell", "rake": "bundle exec rake", "web": "serve -p $PORT"]

    @Test(arguments: [
        (["bash"], "bash"), (["ls | wc -l"], "ls | wc -l"), (["python", "manage.py", "migrate"], "python manage.py migrate"),
        (["python", "-c", "print('a b')"], "python -c 'print('\\''a b'\\'')'"),
        (["echo", "$HOME", "${DYNO}"], "echo \"$HOME\" \"${DYNO}\""),
        (["echo", "$HOME/x", "$(id)", "*", "a;b", ""], "echo '$HOME/x' '$(id)' '*' 'a;b' ''"), (["my program", "x"], "'my program' x"),
        (["rake", "db:migrate"], "bundle exec rake db:migrate"), (["console"], "python manage.py shell"),
        (["console", "--plain"], "python manage.py shell --plain"), (["web"], "serve -p $PORT"),
    ])
    func `one word is a line, several arrive as they are, and a process type is its line`(words: [String], line: String) throws {
        #expect(try OneOffCommand.line(words, processes: Self.processes) == line)
    }

    @Test func `rake without a line of its own is a program, and a console has to be declared`() throws {
        #expect(try OneOffCommand.line(["rake", "-T"], processes: [:]) == "rake -T")
        let failure = #expect(throws: Failure.self) { try OneOffCommand.line(["console"], processes: [:]) }
        #expect(failure?.code == .notFound)
    }

    @Test(arguments: [[], [""], [" ", ""], ["a\0b"], ["echo", String(repeating: "x", count: OneOffCommand.bytesMax)]])
    func `what is no command, or too long for one, is refused`(words: [String]) {
        #expect(throws: Failure.self) { try OneOffCommand.line(words, processes: [:]) }
    }
}
