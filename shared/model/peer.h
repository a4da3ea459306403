// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/timestamp.h"
#include "shared/model/words.h"

#include <QList>

namespace muster {

/// A console or agent that a node trusts, by its pinned id.
struct Peer
{
    QString nodeId;
    QString name;
    Role role = Role::Viewer;
    Timestamp pairedAt{};
    QString pairedBy;
    int highestVersion = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("nodeId", &Peer::nodeId, "The pinned id: from the peer's key").between(1, 128),
            field("name", &Peer::name, "What it called itself when it was paired").between(0, 255),
            field("role", &Peer::role, "What it may do"),
            field("pairedAt", &Peer::pairedAt, "When it was paired"),
            field("pairedBy", &Peer::pairedBy, "How: code, token, and from which address")
                .between(0, 255)
                .optional(),
            field("highestVersion", &Peer::highestVersion,
                  "Highest protocol version seen of it; less is refused")
                .between(0, 1000)
                .optional());
    }

    friend bool operator==(const Peer &, const Peer &) = default;
};

struct PeerList
{
    QList<Peer> peers;

    static constexpr auto fields()
    {
        return std::tuple(
            field("peers", &PeerList::peers, "Whom this node trusts, by name").between(0, 1000));
    }

    friend bool operator==(const PeerList &, const PeerList &) = default;
};

/// A pairing that waits for a person at the node.
struct PairingRequest
{
    QString code;
    QString nodeId;
    QString name;
    QString address;
    Role role = Role::Viewer;
    Timestamp expiresAt{};

    static constexpr auto fields()
    {
        return std::tuple(
            field("code", &PairingRequest::code, "The code that the console must show too").between(0, 32),
            field("nodeId", &PairingRequest::nodeId, "Who asks, by its key").between(1, 128),
            field("name", &PairingRequest::name, "What it calls itself; not proven").between(0, 255),
            field("address", &PairingRequest::address, "From where it asks").between(0, 255),
            field("role", &PairingRequest::role, "The role it asks for"),
            field("expiresAt", &PairingRequest::expiresAt, "Until when it can be accepted"));
    }

    friend bool operator==(const PairingRequest &, const PairingRequest &) = default;
};

} // namespace muster
