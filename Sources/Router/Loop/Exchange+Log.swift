// The log line of an exchange, from its app to its bytes; how it came is added by who knows the connection.

extension Exchange {
    /// The most bytes that its line has, without the time before it.
    var logLineMax: Int {
        let errorMax = error.map { $0.logStart.utf8.count } ?? 0
        return errorMax + (app?.name.count ?? 0) + text.logRange.count + dynoName.count + 256
    }

    /// - Parameter service: milliseconds that its dyno took.
    func write(to line: inout OutputSpan<UInt8>, status: Int, service: Int64) {
        if let app { line.append(app.name) } else { line.append(UInt8(ascii: "-")) }
        line.append(UInt8(ascii: "\t"))
        if let error { error.logStart.utf8.forEach { line.append($0) } } else { line.append("at=info") }
        line.append(text.bytes, text.logRange)
        if dynoName.isEmpty {
            line.append(" dyno= connect= service= status=")
            line.append(decimal: status)
            return line.append(" bytes=")
        }
        line.append(" dyno=")
        line.append(dynoName)
        line.append(" connect=")
        line.append(decimal: Int(connectMilliseconds))
        line.append("ms service=")
        line.append(decimal: Int(service))
        line.append("ms status=")
        line.append(decimal: status)
        line.append(" bytes=")
        line.append(decimal: bytes)
    }
}
