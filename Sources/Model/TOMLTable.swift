/// A table while its document is read: headers further down may still add to it.
final class TOMLTable {
    private enum Item {
        case value(JSONValue)
        case table(TOMLTable)
        case tables([TOMLTable])
    }

    var place = TextCursor.Place.start
    private var names: [String] = []
    private var items: [String: Item] = [:]
    /// A header or a pair made it: no header makes it again.
    private var isDefined = false

    private func add(_ name: String, _ item: Item) {
        names.append(name)
        items[name] = item
    }

    private func make(_ name: String, _ place: TextCursor.Place, isDefined: Bool) -> TOMLTable {
        let table = TOMLTable()
        (table.place, table.isDefined) = (place, isDefined)
        add(name, .table(table))
        return table
    }

    /// On the way of a header. Nil where something else has the name.
    func table(_ name: String, at place: TextCursor.Place) -> TOMLTable? {
        switch items[name] {
        case .table(let table)?: table
        case .tables(let tables)?: tables.last
        case .value?: nil
        case nil: make(name, place, isDefined: false)
        }
    }

    /// On the way of a key.
    func dotted(_ name: String, at place: TextCursor.Place) -> TOMLTable? {
        switch items[name] {
        case .table(let table)?: table
        case .tables?, .value?: nil
        case nil: make(name, place, isDefined: true)
        }
    }

    /// Of a header.
    func define(_ name: String, at place: TextCursor.Place) -> TOMLTable? {
        guard let item = items[name] else { return make(name, place, isDefined: true) }
        guard case .table(let table) = item, !table.isDefined else { return nil }
        table.isDefined = true
        return table
    }

    /// Of a header in two brackets.
    func append(_ name: String, at place: TextCursor.Place) -> TOMLTable? {
        let table = TOMLTable()
        table.place = place
        switch items[name] {
        case nil: add(name, .tables([table]))
        case .tables?:
            // Taken out, so that no copy is made of what may be thousands.
            guard case .tables(var tables)? = items.removeValue(forKey: name) else { return nil }
            tables.append(table)
            items[name] = .tables(tables)
        case .table?, .value?: return nil
        }
        return table
    }

    func set(_ name: String, _ value: JSONValue) -> Bool {
        guard items[name] == nil else { return false }
        add(name, .value(value))
        return true
    }

    var value: JSONValue {
        let members = names.compactMap { name in items[name].map { JSONValue.Member(name: name, value: value(of: $0)) } }
        return JSONValue(content: .object(members), line: place.line, column: place.column)
    }

    private func value(of item: Item) -> JSONValue {
        switch item {
        case .value(let value): return value
        case .table(let table): return table.value
        case .tables(let tables):
            let first = tables.first?.place ?? place
            return JSONValue(content: .array(tables.map(\.value)), line: first.line, column: first.column)
        }
    }
}
