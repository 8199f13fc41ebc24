/// The one nft table of an installation, as text: replaced whole, in one transaction.
struct NetworkRules {
    let bridge: String
    let prefix: String
    /// Name servers of dynos that are addresses of this machine.
    let localNameServers: [String]

    var text: String {
        """
        table inet \(bridge) {}
        delete table inet \(bridge)
        table inet \(bridge) {
            chain outward {
                type nat hook postrouting priority srcnat;
                ip saddr \(prefix).0.0/16 oifname != "\(bridge)" masquerade
            }
            chain between {
                type filter hook forward priority filter;
                iifname "\(bridge)" oifname "\(bridge)" drop
                iifname "\(bridge)" meta nfproto ipv6 drop
                iifname "\(bridge)" ip saddr != \(prefix).0.0/16 drop
                iifname "\(bridge)" ip daddr 169.254.0.0/16 drop
                oifname "\(bridge)" ct state != { established, related } drop
            }
            chain inward {
                type filter hook input priority filter;
                iifname "\(bridge)" ct state { established, related } accept
        \(localNameServers.map(nameServerRule).joined())        iifname "\(bridge)" drop
            }
        }

        """
    }

    private func nameServerRule(_ address: String) -> String {
        let family = address.contains(":") ? "ip6" : "ip"
        return "        iifname \"\(bridge)\" \(family) daddr \(address) meta l4proto { tcp, udp } th dport 53 accept\n"
    }
}
