import Model

/// What a web dyno that does not answer does instead, and what in its command would put that right.
package enum ListenAdvice {
    /// Whether where it listens can reach nobody: it does listen, and not where requests come, which is over IPv4. Asked of a
    /// dyno that nobody could connect to: what listens on its port for IPv6 does so for that alone.
    package static func isWrong(_ sockets: [ListeningSocket], port: UInt16) -> Bool {
        !sockets.isEmpty && !sockets.contains { $0.port == port && $0.isOpen && !$0.isIPv6 }
    }

    /// `it listens on 127.0.0.1:8000, and should on 0.0.0.0:$PORT (27309)`; nil where it listens as it should.
    package static func words(_ sockets: [ListeningSocket], port: UInt16) -> String? {
        guard isWrong(sockets, port: port) else { return nil }
        // Its own port first, then the smallest: what it says of more than a few helps nobody.
        let all = Set(sockets).sorted { ($0.port == port ? 0 : 1, $0.port, $0.address) < ($1.port == port ? 0 : 1, $1.port, $1.address) }
        let shown =
            all.prefix(3).map { $0.text + ($0.port == port && $0.isIPv6 && $0.isOpen ? " for IPv6 alone" : "") }.joined(separator: ", ")
            + (all.count > 3 ? " and others" : "")
        return "it listens on \(shown), and should on 0.0.0.0:$PORT (\(port))"
    }

    /// The command as it should be; nil where that is not known.
    package static func cure(_ command: String) -> String? {
        var words = command.split(separator: " ").map(String.init)
        // What a shell takes apart in other ways than at blanks is left to who wrote it.
        guard !command.contains(where: { "'\"\\`|&;<>(){}\n".contains($0) }) else { return nil }
        let programs = words.map { String($0.split(separator: "/").last ?? "") }
        func has(_ name: String) -> Bool { programs.contains(name) }
        func python(_ module: String) -> Bool {
            guard let place = words.firstIndex(of: "-m"), place + 1 < words.count else { return false }
            return words[place + 1] == module
        }
        if has("gunicorn") || has("hypercorn") {
            set(["-b", "--bind"], "0.0.0.0:$PORT", after: has("gunicorn") ? "gunicorn" : "hypercorn", &words)
        } else if has("uvicorn") || has("streamlit") && has("run") {
            let isStreamlit = !has("uvicorn")
            set([isStreamlit ? "--server.address" : "--host"], "0.0.0.0", &words)
            set([isStreamlit ? "--server.port" : "--port"], "$PORT", &words)
        } else if has("flask"), has("run") {
            set(["-h", "--host"], "0.0.0.0", &words)
            set(["-p", "--port"], "$PORT", &words)
        } else if has("rails"), has("server") || has("s") {
            set(["-b", "--binding"], "0.0.0.0", &words)
            set(["-p", "--port"], "$PORT", &words)
        } else if has("puma") {
            set(["-b", "--bind"], "tcp://0.0.0.0:$PORT", after: "puma", &words)
        } else if has("rackup") {
            set(["-o", "--host"], "0.0.0.0", &words)
            set(["-p", "--port"], "$PORT", &words)
        } else if has("php"), words.contains("-S") {
            set(["-S"], "0.0.0.0:$PORT", &words)
        } else if let place = words.firstIndex(of: "runserver") {
            replaceAddress(after: place, with: "0.0.0.0:$PORT", &words)
        } else if python("http.server") {
            drop(["-b", "--bind"], &words)
            replaceAddress(after: words.firstIndex(of: "http.server") ?? 0, with: "$PORT", &words)
        } else {
            return nil
        }
        let cured = words.joined(separator: " ")
        return cured == command ? nil : cured
    }

    /// How a program of a command's language asks for its port, as a line of its source; nil where the command does not tell.
    package static func source(_ command: String) -> String? {
        let words = command.split(separator: " ").map(String.init).drop { $0.contains("=") || $0 == "exec" || $0 == "env" }
        guard let first = words.first, let program = first.split(separator: "/").last.map(String.init) else { return nil }
        switch program {
        case "node", "npm", "yarn", "pnpm", "bun", "npx": return "app.listen(process.env.PORT)"
        case "mix", "elixir": return "String.to_integer(System.fetch_env!(\"PORT\"))"
        case "lein", "clojure", "clj": return "(parse-long (System/getenv \"PORT\"))"
        case "java": return "Integer.parseInt(System.getenv(\"PORT\"))"
        case "ruby": return "ENV[\"PORT\"]"
        case "bundle" where words.contains("ruby"): return "ENV[\"PORT\"]"
        case _ where program.hasPrefix("python"): return "host=\"0.0.0.0\", port=int(os.environ[\"PORT\"])"
        case _ where first.hasPrefix("target/release/"): return "format!(\"0.0.0.0:{}\", std::env::var(\"PORT\").unwrap())"
        case _ where first.hasPrefix(".build/release/"): return "ProcessInfo.processInfo.environment[\"PORT\"]"
        case _ where first.hasPrefix("bin/"): return "\":\" + os.Getenv(\"PORT\")"
        default: return nil
        }
    }

    /// Gives an option a value, in whichever of its forms it stands, or adds it.
    private static func set(_ names: [String], _ value: String, after program: String? = nil, _ words: inout [String]) {
        for (place, word) in words.enumerated() {
            if names.contains(word), place + 1 < words.count {
                words[place + 1] = value
                return
            }
            if let name = names.first(where: { $0.hasPrefix("--") && word.hasPrefix($0 + "=") }) {
                words[place] = "\(name)=\(value)"
                return
            }
        }
        let place = program.flatMap { name in words.firstIndex { $0 == name || $0.hasSuffix("/" + name) } }
        words.insert(contentsOf: [names[0], value], at: place.map { $0 + 1 } ?? words.count)
    }

    private static func drop(_ names: [String], _ words: inout [String]) {
        while let place = words.firstIndex(where: names.contains) { words.removeSubrange(place..<min(place + 2, words.count)) }
    }

    /// The first word that looks like `8000` or `127.0.0.1:8000`; where there is none, the value is added.
    private static func replaceAddress(after place: Int, with value: String, _ words: inout [String]) {
        let next = words.indices.first { $0 > place && words[$0].last?.isNumber == true && !words[$0].hasPrefix("-") }
        if let next { words[next] = value } else { words.insert(value, at: place + 1) }
    }
}
