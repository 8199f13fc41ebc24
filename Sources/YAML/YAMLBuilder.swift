import Model

/// Makes one tree of nodes out of events, within the limits of `YAMLDocument`.
struct YAMLBuilder {
    private let events: [YAMLEvent]
    private let source: SourceText
    private var index = 0
    private var nodes = 0
    private var anchors: [String: (node: YAMLNode, count: Int, height: Int)] = [:]

    init(_ events: [YAMLEvent], _ source: SourceText) {
        self.events = events
        self.source = source
    }

    mutating func document() throws(SourceError) -> YAMLNode {
        guard case .documentStart? = events.first?.kind else { return YAMLNode(.mapping([]), line: 1, column: 1) }
        index = 1
        let root = try node(depth: 1).node
        for event in events[index...] {
            guard case .documentStart = event.kind else { continue }
            throw error(
                event,
                "a second document begins here",
                hint: "keep one document in a file: remove the `---` line"
            )
        }
        return root.isNull ? YAMLNode(.mapping([]), line: root.line, column: root.column) : root
    }

    private func error(_ event: YAMLEvent, _ message: String, hint: String? = nil) -> SourceError {
        source.error(line: event.line, column: event.column, message, hint: hint)
    }

    private mutating func next() throws(SourceError) -> YAMLEvent {
        guard events.indices.contains(index) else {
            throw source.error(line: 1, column: 1, "the document ends too early")
        }
        defer { index += 1 }
        return events[index]
    }

    /// The node that begins with the next event, and how many levels it has.
    private mutating func node(depth: Int) throws(SourceError) -> (node: YAMLNode, height: Int) {
        let event = try next()
        if let tag = event.tag {
            throw error(event, "tags such as `\(tag)` are not known here", hint: "remove the tag")
        }
        let before = nodes
        try count(1, at: event)
        let result: (content: YAMLNode.Content, height: Int)
        switch event.kind {
        case .alias(let name): return try repeated(name, at: event, depth: depth)
        case .scalar(let text, let plain): result = (.scalar(text, plain: plain), 1)
        case .listStart: result = try list(event, depth: depth)
        case .mappingStart: result = try mapping(event, depth: depth)
        case .documentStart, .documentEnd, .listEnd, .mappingEnd: throw error(event, "a value is missing here")
        }
        let node = YAMLNode(result.content, line: event.line, column: event.column)
        if let anchor = event.anchor { anchors[anchor] = (node, nodes - before, result.height) }
        return (node, result.height)
    }

    private mutating func count(_ more: Int, at event: YAMLEvent) throws(SourceError) {
        nodes += more
        guard nodes <= YAMLDocument.nodesMax else {
            throw error(
                event,
                "the document has more than \(YAMLDocument.nodesMax) nodes, aliases counted each time",
                hint: "use fewer aliases (`*name`), or write less"
            )
        }
    }

    private func check(_ depth: Int, at event: YAMLEvent) throws(SourceError) {
        guard depth <= YAMLDocument.depthMax else {
            throw error(event, "the document nests deeper than \(YAMLDocument.depthMax) levels", hint: "nest less")
        }
    }

    private mutating func repeated(_ name: String, at event: YAMLEvent, depth: Int) throws(SourceError)
        -> (node: YAMLNode, height: Int)
    {
        guard let target = anchors[name] else {
            throw error(
                event,
                "the alias `*\(name)` has no anchor before it",
                hint: "write `&\(name)` before the value that it stands for, or put the text in quotes"
            )
        }
        try count(target.count - 1, at: event)
        try check(depth + target.height - 1, at: event)
        return (target.node, target.height)
    }

    private mutating func list(_ event: YAMLEvent, depth: Int) throws(SourceError) -> (YAMLNode.Content, Int) {
        try check(depth, at: event)
        var items: [YAMLNode] = []
        var height = 0
        while events.indices.contains(index) {
            if case .listEnd = events[index].kind { break }
            let item = try node(depth: depth + 1)
            items.append(item.node)
            height = max(height, item.height)
        }
        _ = try next()
        return (.list(items), height + 1)
    }

    private mutating func mapping(_ event: YAMLEvent, depth: Int) throws(SourceError) -> (YAMLNode.Content, Int) {
        try check(depth, at: event)
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        var height = 0
        while events.indices.contains(index) {
            let key = events[index]
            if case .mappingEnd = key.kind { break }
            guard case .scalar(let name, _) = try node(depth: depth + 1).node.content else {
                throw error(key, "a key must be a plain text")
            }
            if let first = lines.updateValue(key.line, forKey: name) {
                throw error(
                    key,
                    "the key `\(name)` stands here for the second time, first in line \(first)",
                    hint: "remove one of the two, or join their values"
                )
            }
            let value = try node(depth: depth + 1)
            entries.append(.init(key: name, keyLine: key.line, keyColumn: key.column, value: value.node))
            height = max(height, value.height)
        }
        _ = try next()
        return (.mapping(entries), height + 1)
    }
}
