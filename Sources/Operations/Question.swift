import Model
import Wire

/// A line that came over the control socket, read.
package struct Question: Sendable {
    /// In which form the answer is understood.
    enum Form: Sendable { case current, former }

    /// The key that whoever asks came in with.
    package let key: Int64?
    /// The address that they came from, by our shell's word; nil: none is told.
    let origin: String?
    let form: Form
    let operation: Result<any Operation, Failure>

    /// Its answer may never be complete.
    package var isEndless: Bool {
        if case .success(let operation) = operation { operation.isEndless } else { false }
    }

    package init(_ line: [UInt8]) {
        let heading: ControlHeading
        do {
            heading = try MessageChannel.value(ControlHeading.self, of: line)
        } catch {
            (key, origin, form) = (nil, nil, .current)
            let hint = "a request is a line of JSON, as `renga` and our other programs send it"
            operation = .failure(Failure(.invalid, "this is no request", hint: hint))
            return
        }
        key = heading.key
        origin = heading.origin.flatMap { IPAddress($0) }.map(\.text)
        guard let version = heading.version else {
            form = .former
            operation = FormerRequest.read(line)
            return
        }
        form = .current
        guard version == ControlVersion.current, let name = heading.request, let type = Self.known[name] else {
            operation = .failure(Self.unknown(heading.request ?? "", version))
            return
        }
        operation = Self.read(type, line)
    }

    private static let known = Dictionary(
        OperationList.all.map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    private static func read<Asked: Operation>(_ type: Asked.Type, _ line: [UInt8]) -> Result<any Operation, Failure> {
        do {
            return .success(try MessageChannel.value(ControlRequest<Asked>.self, of: line).parameters)
        } catch {
            return .failure(
                Failure(
                    .unavailable,
                    "the parameters of `\(Asked.name)` are not understood",
                    hint: "the program and the runner are of different versions: restart the runner after an upgrade"
                )
            )
        }
    }

    private static func unknown(_ name: String, _ version: Int) -> Failure {
        let newer = version > ControlVersion.current
        return Failure(
            .unavailable,
            version == ControlVersion.current
                ? "the runner does not know the request `\(name)`"
                : "the runner speaks version \(ControlVersion.current) of the control socket's messages, and was asked in version \(version)",
            hint: newer || version == ControlVersion.current
                ? "the runner is of an older version: restart it, `systemctl restart renga-runner` or `sv restart renga-runner`"
                : "the program is of an older version: run the command again"
        )
    }
}
