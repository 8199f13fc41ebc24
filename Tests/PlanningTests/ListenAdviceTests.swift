import Model
import Planning
import Testing

@Suite("Where a dyno listens instead") struct ListenAdviceTests {
    private func socket(_ address: String, _ port: String, _ state: String = "0A") -> ListeningSocket? {
        ListeningSocket(
            line: "   0: \(address):\(port) 00000000:0000 \(state) 00000000:00000000 00:00000000 00000000  1000        0 12345 1"
        )
    }

    @Test(arguments: [
        ("0100007F", "127.0.0.1", false), ("00000000", "0.0.0.0", true), ("0500590A", "10.89.0.5", true),
        ("00000000000000000000000000000000", "[::]", true), ("00000000000000000000000001000000", "[::1]", false),
        ("0000000000000000FFFF00000100007F", "127.0.0.1", false), ("000080FE00000000000000000100000A", "[fe80:0:0:0:0:0:a00:1]", true),
    ])
    func `is read from the kernel's lists`(_ digits: String, _ text: String, _ isOpen: Bool) throws {
        let read = try #require(socket(digits, "1F40"))
        #expect(read.text == "\(text):8000" && read.isOpen == isOpen)
    }

    @Test(arguments: [
        "  sl  local_address rem_address   st tx_queue", "", "0: 0100007F:1F40 0 01 x", "0: 0100007F:1F40x 0 0A x", "0: 01:1F40 0 0A x",
        "0: zzzzzzzz:1F40 0 0A x",
    ])
    func `what is no socket that listens is passed over`(_ line: String) { #expect(ListeningSocket(line: line) == nil) }

    @Test func `is said where it reaches nobody`() throws {
        let local = try #require(socket("0100007F", "1F40"))
        let own = try #require(socket("0100007F", "6AAD"))
        let open = try #require(socket("00000000", "6AAD"))
        #expect(ListenAdvice.words([local], port: 27309) == "it listens on 127.0.0.1:8000, and should on 0.0.0.0:$PORT (27309)")
        #expect(
            ListenAdvice.words([local, own, own], port: 27309)?.hasPrefix("it listens on 127.0.0.1:27309, 127.0.0.1:8000, and") == true
        )
        #expect(ListenAdvice.words([local, open], port: 27309) == nil && ListenAdvice.words([], port: 27309) == nil)
        // Nobody could connect to it: what listens there for IPv6 does so for that alone.
        let six = try #require(socket("00000000000000000000000000000000", "6AAD"))
        #expect(
            ListenAdvice.words([six], port: 27309) == "it listens on [::]:27309 for IPv6 alone, and should on 0.0.0.0:$PORT (27309)"
        )
        let many = try (1...9).map { try #require(socket("0100007F", "000\($0)")) }
        #expect(ListenAdvice.words(many, port: 27309)?.contains("127.0.0.1:3 and others") == true)
    }

    @Test(arguments: [
        ("gunicorn -b 127.0.0.1:8000 app:app", "gunicorn -b 0.0.0.0:$PORT app:app"),
        ("gunicorn --bind=127.0.0.1:8000 app:app", "gunicorn --bind=0.0.0.0:$PORT app:app"),
        ("exec .venv/bin/gunicorn app:app", "exec .venv/bin/gunicorn -b 0.0.0.0:$PORT app:app"),
        ("uvicorn main:app", "uvicorn main:app --host 0.0.0.0 --port $PORT"),
        ("uvicorn main:app --host 127.0.0.1 --port 8000", "uvicorn main:app --host 0.0.0.0 --port $PORT"),
        ("flask run", "flask run -h 0.0.0.0 -p $PORT"),
        ("python manage.py runserver", "python manage.py runserver 0.0.0.0:$PORT"),
        ("python manage.py runserver 8000 --noreload", "python manage.py runserver 0.0.0.0:$PORT --noreload"),
        ("python3 -m http.server 8000 --bind 127.0.0.1", "python3 -m http.server $PORT"),
        ("bundle exec rails server -p 3000", "bundle exec rails server -p $PORT -b 0.0.0.0"),
        ("bundle exec puma -b tcp://127.0.0.1:3000", "bundle exec puma -b tcp://0.0.0.0:$PORT"),
        ("php -S localhost:8000 -t public", "php -S 0.0.0.0:$PORT -t public"),
    ])
    func `has a cure in the Procfile for servers that are known`(_ command: String, _ cure: String) {
        #expect(ListenAdvice.cure(command) == cure)
    }

    @Test(arguments: [
        ("node .", "process.env.PORT"), ("npm start", "process.env.PORT"), ("NODE_ENV=production node app.js", "process.env.PORT"),
        ("python main.py", "os.environ"), ("bundle exec ruby myapp.rb", "ENV["), ("target/release/hello", "std::env"),
        ("java -jar target/x.jar", "System.getenv"), ("lein with-profile production trampoline run", "System/getenv"),
        ("bin/hello", "os.Getenv"), (".build/release/App", "ProcessInfo"),
    ])
    func `says how a program asks for its port in its own language`(_ command: String, _ words: String) {
        #expect(ListenAdvice.source(command)?.contains(words) == true)
    }

    @Test(arguments: ["", "./serve", "sh -c x"]) func `says nothing of a language that the command does not tell`(_ command: String) {
        #expect(ListenAdvice.source(command) == nil)
    }

    @Test(arguments: [
        "node server.js", "sh -c 'gunicorn -b 127.0.0.1:8000 a'", "gunicorn -b 0.0.0.0:$PORT app:app", "npm start && true", "",
    ])
    func `has none where it is the program's own`(_ command: String) { #expect(ListenAdvice.cure(command) == nil) }
}
