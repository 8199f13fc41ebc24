import Model

/// One key of `config.yml`: how it is read, how it is written, and why it is there.
struct ConfigurationKey {
    /// Nil: at the top level.
    let section: String?
    let name: String
    let comment: String
    let read: (NodeReader, inout Configuration) throws(SourceError) -> Void
    /// As YAML, in one line.
    let show: (Configuration) -> String

    typealias Path<Value> = WritableKeyPath<Configuration, Value>

    private init(
        _ place: String,
        _ comment: String,
        read: @escaping (NodeReader, String, inout Configuration) throws(SourceError) -> Void,
        show: @escaping (Configuration) -> String
    ) {
        let parts = place.split(separator: ".").map(String.init)
        let name = parts.last ?? place
        section = parts.count > 1 ? parts.first : nil
        self.name = name
        self.comment = comment
        self.read = { (reader, configuration) throws(SourceError) in try read(reader, name, &configuration) }
        self.show = show
    }

    /// - Parameter form: what a value has to be.
    static func text(_ place: String, _ path: Path<String>, _ comment: String, _ form: ConfigurationForm? = nil) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let value = try reader.string(name) else { return }
            try form?.check(value, reader.value(name) ?? reader.node, reader, name)
            configuration[keyPath: path] = value
        } show: {
            quoted($0[keyPath: path])
        }
    }

    static func texts(_ place: String, _ path: Path<[String]>, _ comment: String, _ form: ConfigurationForm? = nil) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let values = try reader.strings(name) else { return }
            for value in values { try form?.check(value, reader.value(name) ?? reader.node, reader, name) }
            configuration[keyPath: path] = values
        } show: {
            "[\($0[keyPath: path].map(quoted).joined(separator: ", "))]"
        }
    }

    static func allowances(_ place: String, _ path: Path<[NetworkAllowance]>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let items = try reader.list(name) else { return }
            var allowances: [NetworkAllowance] = []
            for item in items {
                let text = try reader.string(item, name)
                do throws(Failure) {
                    allowances.append(try NetworkAllowance(text))
                } catch {
                    throw reader.error(item, error.message, hint: error.hint)
                }
            }
            configuration[keyPath: path] = allowances
        } show: {
            "[\($0[keyPath: path].map { quoted($0.text) }.joined(separator: ", "))]"
        }
    }

    static func flag(_ place: String, _ path: Path<Bool>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            if let value = try reader.bool(name) { configuration[keyPath: path] = value }
        } show: {
            "\($0[keyPath: path])"
        }
    }

    /// One of a few words.
    static func word<Value: RawRepresentable<String> & CaseIterable>(
        _ place: String,
        _ path: Path<Value>,
        _ comment: String
    ) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let text = try reader.string(name) else { return }
            guard let value = Value(rawValue: text) else {
                throw reader.error(
                    reader.value(name) ?? reader.node,
                    "`\(name)` cannot be `\(text)`",
                    hint: NearestWord.hint(for: text, among: Value.allCases.map(\.rawValue))
                )
            }
            configuration[keyPath: path] = value
        } show: {
            $0[keyPath: path].rawValue
        }
    }

    static func variables(_ place: String, _ path: Path<[String: String]>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard reader.has(name) else { return }
            var values: [String: String] = [:]
            for variable in try PartsReader(reader: reader).environment(name) {
                values[variable.name] = variable.value
            }
            configuration[keyPath: path] = values
        } show: { configuration in
            let pairs = configuration[keyPath: path].sorted { $0.key < $1.key }
            return "{\(pairs.map { "\($0.key): \(quoted($0.value))" }.joined(separator: ", "))}"
        }
    }

    /// The beginnings of URLs to others.
    static func mirrors(_ place: String, _ path: Path<Mirrors>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let node = reader.value(name) else { return }
            let mirrors = try NodeReader(node, in: reader.source, known: nil, what: "`\(name)`")
            for entry in mirrors.all {
                let text = try mirrors.string(entry.value, entry.key)
                for url in [entry.key, text] where !(url.hasPrefix("https://") || url.hasPrefix("http://")) || url.contains(" ") {
                    throw mirrors.error(
                        entry.value,
                        "`\(url)` is no URL",
                        hint: "write the beginnings of two URLs: https://nodejs.org/dist: https://mirror.lan/node"
                    )
                }
                if let scheme = text.firstRange(of: "://"), text[scheme.upperBound...].prefix(while: { $0 != "/" }).contains("@") {
                    throw mirrors.error(
                        entry.value,
                        "a mirror has no user and password: they would be read in the output of every push that fetches from it",
                        hint: "let the mirror know this machine by its address"
                    )
                }
                configuration[keyPath: path].bases[entry.key] = text
            }
        } show: { configuration in
            let pairs = configuration[keyPath: path].bases.sorted { $0.key < $1.key }
            return "{\(pairs.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", "))}"
        }
    }

    /// Names for amounts, beside those there are.
    static func sizes(_ place: String, _ path: Path<DynoSizes>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let node = reader.value(name) else { return }
            let sizes = try NodeReader(node, in: reader.source, known: nil, what: "`\(name)`")
            for entry in sizes.all {
                guard NameRules.isProcessType(entry.key), let bytes = try sizes.bytes(entry.key) else {
                    throw sizes.error(entry.value, "`\(entry.key)` cannot be the name of a size", hint: "such as standard-2x: 1 GB")
                }
                configuration[keyPath: path].bytes[entry.key.lowercased()] = bytes
            }
        } show: { configuration in
            let sizes = configuration[keyPath: path]
            return "{\(sizes.names.map { "\($0): \(Quantity.exact(bytes: sizes.bytes[$0] ?? 0))" }.joined(separator: ", "))}"
        }
    }

    /// A number in `range`.
    static func number<Value: FixedWidthInteger>(
        _ place: String,
        _ path: Path<Value>,
        _ range: ClosedRange<Int64>,
        _ comment: String
    ) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let value = try reader.integer(name, in: range) else { return }
            configuration[keyPath: path] = Value(clamping: value)
        } show: {
            "\($0[keyPath: path])"
        }
    }

    static func port(_ place: String, _ path: Path<UInt16?>, _ comment: String) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard reader.has(name) else { return }
            configuration[keyPath: path] = try reader.integer(name, in: 1...65535).map { UInt16(clamping: $0) }
        } show: {
            $0[keyPath: path].map { "\($0)" } ?? "~"
        }
    }

    static func bytes<Value: FixedWidthInteger>(_ place: String, _ path: Path<Value>, _ comment: String)
        -> ConfigurationKey
    {
        quantity(place, path, comment, { (reader, name) throws(SourceError) in try reader.bytes(name) }) { Quantity.exact(bytes: $0) }
    }

    static func seconds(_ place: String, _ path: Path<Int>, _ comment: String) -> ConfigurationKey {
        quantity(place, path, comment, { (reader, name) throws(SourceError) in try reader.seconds(name) }) { Quantity.setting(seconds: $0) }
    }

    static func milliseconds(_ place: String, _ path: Path<Int>, _ comment: String) -> ConfigurationKey {
        quantity(place, path, comment, { (reader, name) throws(SourceError) in try reader.milliseconds(name) }) {
            Quantity.setting(milliseconds: $0)
        }
    }

    /// A limit of zero would refuse everything, so that it can only be a mistake.
    private static func quantity<Value: FixedWidthInteger>(
        _ place: String,
        _ path: Path<Value>,
        _ comment: String,
        _ read: @escaping (NodeReader, String) throws(SourceError) -> Int64?,
        _ show: @escaping (Int64) -> String
    ) -> ConfigurationKey {
        .init(place, comment) { (reader, name, configuration) throws(SourceError) in
            guard let value = try read(reader, name) else { return }
            guard value > 0, let fitting = Value(exactly: value) else {
                throw reader.error(reader.value(name) ?? reader.node, "`\(name)` must be more than 0")
            }
            configuration[keyPath: path] = fitting
        } show: {
            show(Int64(clamping: $0[keyPath: path]))
        }
    }

    /// In double quotes where a plain text would not come back as the same text.
    private static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy {
            ($0 | 32 >= 97 && $0 | 32 <= 122) || (45...57).contains($0) || $0 == 64 || $0 == 95
        }
        guard plain, let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "@"), first != UInt8(ascii: ".") else {
            let escaped = text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\n": "\\n"
                case "\t": "\\t"
                default: String(scalar)
                }
            }
            return "\"\(escaped.joined())\""
        }
        return text == "null" ? "\"null\"" : text
    }
}
