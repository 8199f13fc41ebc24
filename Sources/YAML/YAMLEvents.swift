import CLibYAML
import Model

/// The only place that calls libyaml.
enum YAMLEvents {
    enum Outcome {
        case events([YAMLEvent])
        case problem(YAMLProblem)
    }

    /// A document of at most `YAMLDocument.nodesMax` nodes cannot have more events.
    private static let eventsMax = YAMLDocument.nodesMax * 2 + 16

    static func read(_ bytes: [UInt8]) -> Outcome {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            return .problem(YAMLProblem(.memory, "", line: 1, column: 1))
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        return bytes.withUnsafeBufferPointer { buffer in
            // libyaml keeps the pointer: it is used in this closure only.
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            return readAll(&parser)
        }
    }

    private static func readAll(_ parser: inout yaml_parser_t) -> Outcome {
        var events: [YAMLEvent] = []
        while events.count <= eventsMax {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { return .problem(problem(of: parser)) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT || event.type == YAML_NO_EVENT { return .events(events) }
            if let value = value(of: event) { events.append(value) }
        }
        return .problem(YAMLProblem(.tooMany, "", line: 1, column: 1))
    }

    private static func value(of event: yaml_event_t) -> YAMLEvent? {
        let kind: YAMLEvent.Kind
        var anchor: String?
        var tag: String?
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_ALIAS_EVENT: kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(String(decoding: bytes, as: UTF8.self), plain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            (anchor, tag) = (text(scalar.anchor), text(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            kind = .listStart
            (anchor, tag) = (text(event.data.sequence_start.anchor), text(event.data.sequence_start.tag))
        case YAML_SEQUENCE_END_EVENT: kind = .listEnd
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            (anchor, tag) = (text(event.data.mapping_start.anchor), text(event.data.mapping_start.tag))
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        default: return nil
        }
        let mark = event.start_mark
        return YAMLEvent(kind: kind, anchor: anchor, tag: tag, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func problem(of parser: yaml_parser_t) -> YAMLProblem {
        let message = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
        switch parser.error {
        case YAML_MEMORY_ERROR: return YAMLProblem(.memory, message, line: 1, column: 1)
        case YAML_READER_ERROR:
            return YAMLProblem(.byte(offset: Int(parser.problem_offset)), message, line: 1, column: 1)
        default:
            let mark = parser.problem_mark
            return YAMLProblem(.syntax, message, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
        }
    }
}
