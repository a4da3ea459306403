// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace muster::agent {

class PeerStore;

/// Who was unpaired on this node, so that the word of a coordinator does not let it in again. Pairing anew
/// ends that. On the disk before the peer itself is forgotten.
class Revoked : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxIds = 4096; ///< then the one that was unpaired longest ago is forgotten

    /// @param paired borrowed, outlives this
    /// Errors: Io; Invalid when the file cannot be understood: who is let in must not be guessed.
    [[nodiscard]] static Result<std::unique_ptr<Revoked>> open(const QString &file, PeerStore &paired);

    [[nodiscard]] bool contains(const QString &nodeId) const { return m_ids.contains(nodeId); }
    [[nodiscard]] qsizetype size() const { return m_ids.size(); }

Q_SIGNALS:
    /// What contains() says of this node is another than before.
    void changed(const QString &nodeId);

private:
    Revoked(const QString &file, PeerStore &paired);
    void add(const QString &nodeId);
    void remove(const QString &nodeId);
    void store();

    QString m_file;
    QStringList m_ids; ///< the latest last
};

} // namespace muster::agent
