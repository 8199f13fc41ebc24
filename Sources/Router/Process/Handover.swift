import Model

/// What a router process hands to the next program of its life, as one word list in its environment: a master to what it
/// becomes in an upgrade, and to every worker. A pure value; whether the descriptors are what it says is checked by
/// whoever uses it.
struct Handover: Equatable {
    static let variable = "RENGA_ROUTER_HANDOVER"
    /// Grows where an older program could not make sense of it.
    static let version = 1

    /// Both ends of the pipe whose reading end becomes readable for workers when their master is gone; a worker gets
    /// that end alone.
    struct Leash: Equatable {
        var reading: Int32
        var writing: Int32?
    }

    var listeners: [Listener]
    /// A file in memory with the text of the config.yml that is in force.
    var configuration: Int32
    var leash: Leash
    /// Of a worker: where it says that it serves. Nil: this is for a master.
    var ready: Int32?
    /// The workers of a master.
    var serving: Int32?
    var retiring: [Int32] = []

    var text: String {
        var words = ["v\(Self.version)", "configuration=\(configuration)", "leash=\(leash.reading)"]
        if let writing = leash.writing { words.append("hold=\(writing)") }
        if let ready { words.append("ready=\(ready)") }
        if let serving { words.append("serving=\(serving)") }
        words += retiring.map { "retiring=\($0)" }
        words += listeners.map { "\($0.purpose.rawValue)=\($0.descriptor),\($0.port),\($0.address)" }
        return words.joined(separator: " ")
    }

    /// - Throws: `Failure` naming the word that makes no sense.
    init(_ text: String) throws(Failure) {
        var words = text.split(separator: " ").map(String.init)[...]
        guard let version = words.popFirst(), version == "v\(Self.version)" else { throw Self.malformed(text) }
        var numbers: [String: [Int32]] = [:]
        listeners = []
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Self.malformed(word) }
            if let purpose = Listener.Purpose(rawValue: parts[0]) {
                listeners.append(try Self.listener(purpose, parts[1]))
            } else {
                guard let number = Int32(parts[1]), number >= 0 else { throw Self.malformed(word) }
                numbers[parts[0], default: []].append(number)
            }
        }
        guard let configuration = numbers["configuration"]?.first else { throw Self.malformed("no configuration") }
        guard let reading = numbers["leash"]?.first else { throw Self.malformed("no leash") }
        self.configuration = configuration
        leash = Leash(reading: reading, writing: numbers["hold"]?.first)
        ready = numbers["ready"]?.first
        serving = numbers["serving"]?.first
        retiring = numbers["retiring"] ?? []
    }

    init(listeners: [Listener], configuration: Int32, leash: Leash) {
        self.listeners = listeners
        self.configuration = configuration
        self.leash = leash
    }

    private static func listener(_ purpose: Listener.Purpose, _ text: String) throws(Failure) -> Listener {
        let parts = text.split(separator: ",", maxSplits: 2).map(String.init)
        guard parts.count == 3, let descriptor = Int32(parts[0]), descriptor >= 0, let port = UInt16(parts[1]) else {
            throw malformed(text)
        }
        return Listener(purpose: purpose, address: parts[2], port: port, descriptor: descriptor)
    }

    private static func malformed(_ what: String) -> Failure {
        Failure(.invalid, "\(variable) is malformed: `\(what)`", hint: "it is set by the router for itself alone: unset it")
    }

    /// Every descriptor that it names.
    var descriptors: [Int32] {
        listeners.map(\.descriptor) + [configuration, leash.reading] + [leash.writing, ready].compactMap(\.self)
    }
}
