// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/peer.h"

#include <QMap>
#include <QObject>

#include <memory>
#include <optional>

namespace muster::agent {

/// Whom this node trusts. Each change is on the disk before it holds.
class PeerStore : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxPeers = 1000;

    /// Errors: Io; Invalid when the file cannot be understood: who is trusted must not be guessed.
    [[nodiscard]] static Result<std::unique_ptr<PeerStore>> open(const QString &file);

    [[nodiscard]] std::optional<Peer> find(const QString &nodeId) const;
    [[nodiscard]] PeerList list() const; ///< by name, then id

    /// The one peer with this id, prefix of an id (any case, dashes left out), or name.
    /// Errors: NotFound; Conflict when several fit.
    [[nodiscard]] Result<Peer> resolve(const QString &wanted) const;

    /// Trusts a peer from now on, or changes the terms of a known one. Errors: QuotaExceeded, Io.
    [[nodiscard]] Result<void> add(const Peer &peer);
    /// Errors: NotFound, Io.
    [[nodiscard]] Result<Peer> remove(const QString &nodeId);
    /// Remembers the highest protocol version that a peer spoke. Errors: Unsupported when it spoke a higher
    /// one before: somebody may be talking it down.
    [[nodiscard]] Result<void> noteVersion(const QString &nodeId, int version);

Q_SIGNALS:
    void added(const muster::Peer &peer);
    void removing(const muster::Peer &peer); ///< it is still trusted; removed() or removalFailed() follows
    void removed(const muster::Peer &peer);
    void removalFailed(const muster::Peer &peer);

private:
    explicit PeerStore(const QString &file);
    [[nodiscard]] Result<void> replace(const QMap<QString, Peer> &peers);

    QString m_file;
    QMap<QString, Peer> m_peers; ///< by id
};

} // namespace muster::agent
