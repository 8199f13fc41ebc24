import GRDB

/// What the ledger is read and written in. It has the functions of this module's rows; GRDB's own are for this module alone.
package typealias Transaction = Database

/// What the database says where a transaction fails.
package typealias LedgerError = DatabaseError
