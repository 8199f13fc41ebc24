import Glibc
import Linux
import Model
import Synchronization

/// Where the programs under test were built.
enum Built {
    static let directory: String = {
        let tests = Files.real("/proc/self/exe") ?? ""
        // The test runner is a tool of the toolchain; the bundle that it loads lies beside the programs.
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? tests
        return Files.parent(of: Files.real(bundle) ?? bundle)
    }()

    static let package: String = {
        var path = #filePath
        while !Files.exists(path + "/Package.swift") && path != "/" { path = Files.parent(of: path) }
        return path
    }()
}

/// One store of stacks and toolchains for all tests of this machine.
enum SharedLayers {
    static var directory: String {
        getenv("RENGA_TEST_LAYERS").map { String(cString: $0) } ?? "/var/tmp/renga-test-layers"
    }
}

/// Ports that nobody uses now.
enum Ports {
    /// Below those that the kernel gives to clients, of which thousands come and go beside an end-to-end test: one of them
    /// could have the port by the time that a program listens at it.
    static func free() throws -> UInt16 {
        while true {
            let port = UInt16.random(in: 10_000..<32_768)
            // Nobody listens there before an installation has all of its ports: two of them could be one.
            if given.withLock({ $0.insert(port).inserted }), try isFree(port) { return port }
        }
    }

    private static let given = Mutex<Set<UInt16>>([])

    private static func isFree(_ port: UInt16) throws -> Bool {
        let socket = Descriptor(owning: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound || errno == EADDRINUSE else { throw SystemError("find", "a free port") }
        return isBound
    }
}

/// A bridge and a /16 that no other test on this machine uses at the moment.
struct NetworkLease: ~Copyable, Sendable {
    let bridge: String
    let prefix: String
    private let lock: FileLock

    static func take() throws -> NetworkLease {
        try Files.makeDirectory("/var/tmp/renga-e2e/networks")
        // From 200 on: the demo, which the installer's test runs meanwhile, takes one below.
        for number in 200...250 {
            guard let lock = try FileLock.trying(for: "/var/tmp/renga-e2e/networks/\(number)") else { continue }
            return NetworkLease(bridge: "rgt\(number)", prefix: "10.\(number)", lock: lock)
        }
        throw Failure(.busy, "all test networks are in use")
    }

    private init(bridge: String, prefix: String, lock: consuming FileLock) {
        self.bridge = bridge
        self.prefix = prefix
        self.lock = lock
    }
}

/// Waits for something that other processes bring about, which tell nobody: looks until it is so.
func eventually(_ what: String, seconds: Int64 = 90, _ holds: () throws -> Bool) throws {
    let deadline = Moment.monotonicMilliseconds() + seconds * 1000
    while !(try holds()) {
        guard Moment.monotonicMilliseconds() < deadline else { throw Failure(.internal, "it did not happen in \(seconds) s: \(what)") }
        _ = poll(nil, 0, 20)
    }
}

extension Command.Outcome {
    /// Its text, or an error that carries it.
    @discardableResult
    func check() throws -> String {
        guard status.isSuccess else { throw Failure(.internal, "ended with \(status):\n\(text)") }
        return text
    }
}
