import Glibc
import Linux
import Model
import Testing

/// The rules of the house that a compiler does not check. Each message names the file, the fact and the cure.
@Suite("House rules") struct HouseRulesTests {
    @Test func `source files fit on a few screens`() throws {
        for file in try SourceFile.all(below: "Sources") {
            #expect(file.lines.count <= 300, "\(file.path): \(file.lines.count) lines; split it by responsibility")
        }
    }

    @Test func `a file has one type and its name`() throws {
        // Private types are a file's own business, and `Type+Topic` has a part of a type that stands elsewhere.
        let declaration = /^(?:(?:package|final|indirect|@\w+(?:\([^)]*\))?) +)*(?:struct|enum|class|actor|protocol) +(\w+)/
        for file in try SourceFile.all(below: "Sources") {
            let types = file.code.compactMap { $0.1.firstMatch(of: declaration).map { String($0.1) } }
            let name = Files.name(of: file.path).dropLast(".swift".count)
            let isOwn = types.isEmpty || types == [String(name)]
            #expect(isOwn, "\(file.path) declares \(types.joined(separator: ", "))")
        }
    }

    @Test func `escape hatches say why they are safe`() throws {
        let hatches = ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)", "unsafeBitCast"]
        for file in try SourceFile.all(below: "Sources") {
            for (number, line) in file.code where hatches.contains(where: line.contains) {
                let nearby = file.lines[max(0, number - 8)...number].joined()
                #expect(nearby.contains("SAFETY:"), "\(file.path):\(number + 1): say why it is safe in a `// SAFETY:` comment")
            }
        }
    }

    @Test func `nothing is public: the package ships programs`() throws {
        for file in try SourceFile.all(below: "Sources") {
            for (number, line) in file.code where line.drop(while: { $0 == " " }).hasPrefix("public ") {
                Issue.record("\(file.path):\(number + 1): `package` is the widest access")
            }
        }
    }

    @Test func `a program's door is a few lines`() throws {
        for file in try SourceFile.all(below: "Sources/Programs") {
            #expect(file.lines.count <= 40, "\(file.path): move what it does into its library")
        }
    }

    @Test func `a program ends at once, whatever its threads do`() throws {
        for file in try SourceFile.all(below: "Sources/Programs") where Files.name(of: file.path) == "main.swift" {
            #expect(file.code.contains { $0.1.contains("ProgramEnd.with(") }, "\(file.path): end with `ProgramEnd`, which says why")
        }
        // What follows the name is not part of another one.
        let exit = /(?:^|[^\w.])exit\(/
        for file in try SourceFile.all(below: "Sources") {
            for (number, line) in file.code where line.firstMatch(of: exit) != nil {
                Issue.record("\(file.path):\(number + 1): end with `ProgramEnd`, which says why")
            }
        }
    }

    @Test func `no test waits for any child of the process`() throws {
        // Beside a child that nobody waits for, the library's own end never comes.
        let call = "processExits" + "With"
        for file in try SourceFile.all(below: "Tests") {
            for (number, line) in file.code where line.contains(call) {
                Issue.record("\(file.path):\(number + 1): have `SandboxStarter` do it, and look at its status")
            }
        }
    }

    @Test(arguments: [
        ("CGit2", "LocalGit"), ("CArchive", "Archive"), ("CLibYAML", "YAML"), ("CPCRE2", "Patterns"), ("COpenSSL", "TLS"),
        ("CCrypto", "Sealing"), ("CNGHTTP2", "HTTP2"),
        ("GRDB", "Ledger"),
    ])
    func `one module owns each library`(library: String, owners: String) throws {
        let owners = owners.split(separator: ",").map { "Sources/\($0)/" }
        for file in try SourceFile.all(below: "Sources") where file.imports.contains(library) {
            #expect(owners.contains { file.path.contains($0) }, "\(file.path) imports \(library), which belongs to \(owners)")
        }
    }

    @Test(arguments: [
        ("Model", [String]()), ("Patterns", ["CPCRE2"]), ("Planning", ["Model", "Patterns"]), ("Linux", ["CLinux", "Model"]),
        ("Git", ["Linux", "Model"]), ("LocalGit", ["CGit2", "Git", "Linux", "Model"]),
        ("Archive", ["CArchive", "Linux", "Model"]), ("YAML", ["CLibYAML", "Linux", "Model", "Patterns"]),
        ("Sealing", ["CCrypto", "Model"]),
        ("Ledger", ["GRDB", "Linux", "Model", "Planning", "Sealing"]),
        ("Sandbox", ["CLinux", "Linux", "Model"]), ("Wire", ["Linux", "Model"]), ("TLS", ["COpenSSL", "Model"]),
        ("Operations", ["Archive", "Ledger", "Linux", "Model", "Planning", "Sandbox", "Wire"]),
    ])
    func `dependencies point one way`(module: String, allowed: [String]) throws {
        let system = ["Glibc", "Foundation", "FoundationEssentials", "Synchronization"]
        let permitted = Set(allowed + (["Model", "Planning"].contains(module) ? [] : system))
        for file in try SourceFile.all(below: "Sources/\(module)") {
            let foreign = file.imports.subtracting(permitted)
            #expect(foreign.isEmpty, "\(file.path) imports \(foreign.sorted()), which \(module) does not know")
        }
    }

    @Test func `what is fuzzed is made of what is shipped`() throws {
        func libraries(_ package: String) throws -> Set<Substring> {
            Set(try Files.text("\(SourceFile.root)/\(package)").split(separator: "\n").filter { $0.contains(" library(\"") })
        }
        let fuzzed = try libraries("Fuzz/Package.swift")
        let others = fuzzed.subtracting(try libraries("Package.swift"))
        #expect(!fuzzed.isEmpty && others.isEmpty, "Fuzz/Package.swift has otherwise: \(others.sorted())")
    }

    @Test func `a request is stated in one file, and done in one of the same name`() throws {
        func types(_ folder: String, _ declaration: String) throws -> Set<String> {
            var names: Set<String> = []
            for file in try SourceFile.all(below: folder) {
                let name = String(Files.name(of: file.path).dropLast(".swift".count))
                // The list of them is made from the names of files.
                #expect(file.lines.contains { $0.hasPrefix("\(declaration) \(name): ") }, "\(file.path) declares no \(name)")
                names.insert(name)
            }
            return names
        }
        let stated = try types("Sources/Wire/Requests", "package struct")
        let done = try types("Sources/Operations/Requests", "extension")
        #expect(stated.symmetricDifference(done).isEmpty, "each of these has one file of two")
        _ = try types("Sources/CLI/Commands", "struct")
    }

    /// What `renga-hooks` is made of, and what the CLI, the router, `renga-acme` and `renga-drain` are made of besides.
    private static let withoutFoundation = [
        "Hooks", "Planning", "Patterns", "Wire", "Linux", "Model", "Programs", "CLI", "Router", "ACME", "Git", "LocalGit", "YAML", "TLS",
        "HTTP2", "Sealing", "Drain",
    ]

    @Test func `programs that start often do without Foundation`() throws {
        // It is most of what a program weighs, and a push starts renga-hooks three times.
        for module in Self.withoutFoundation {
            for file in try SourceFile.all(below: "Sources/\(module)") {
                let foreign = file.imports.filter { $0.hasPrefix("Foundation") }
                #expect(foreign.isEmpty, "\(file.path) imports \(foreign.sorted()); JSONCoder, Linux and the standard library have it")
            }
        }
    }

    @Test func `no shell strings but a Procfile line, a build step and a recipe`() throws {
        let allowed = [
            "Sources/Model/DynoCommand.swift", "Sources/Builder/Build+StepCage.swift", "Sources/Builder/ToolchainMaking.swift",
            "Sources/Sandbox/",
        ]
        for file in try SourceFile.all(below: "Sources") where !allowed.contains(where: file.path.contains) {
            for (number, line) in file.code where line.contains("\"-c\"") && !line.contains("gc.") {
                Issue.record("\(file.path):\(number + 1): programs get argument arrays, not a shell's text")
            }
        }
    }

    @Test func `tests wait for events and are never skipped`() throws {
        // A limit of time is met by tests that waited for a thread: what is to be fast has a bound of its own.
        let words = ["Task.sleep", "usleep(", ".disabled(", "XCTSkip", ".timeLimit("]
        for file in try SourceFile.all(below: "Tests") where !file.path.contains("TidyTests") {
            for (number, line) in file.code where words.contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): wait for what is to happen instead")
            }
        }
    }

    @Test func `waits follow the monotonic clock, and threads have names`() throws {
        // What Foundation waits for, it waits for by the clock on the wall, which people set.
        let words = [
            "NSCondition", "NSLock", "DispatchTime", "DispatchQueue", "DispatchSemaphore", "timeIntervalSinceNow", "Thread(block",
            "Thread.detachNew", "pthread_create", "pthread_cond_timedwait", "sem_timedwait",
        ]
        let homes = ["Monitor.swift", "BackgroundThread.swift"]
        for file in try SourceFile.all(below: "Sources") where !homes.contains(where: file.path.hasSuffix) {
            for (number, line) in file.code where words.contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): wait with Monitor, start threads with BackgroundThread")
            }
        }
    }

    @Test func `nothing is left for later in the code`() throws {
        for file in try SourceFile.all(below: "Sources") {
            for (number, line) in file.lines.enumerated()
            where ["TODO", "FIXME", "not implemented"].contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): do it, or say in an issue that it is not done")
            }
        }
    }
}
