// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/revoked.h"

#include "agent/trust/peerstore.h"
#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxRevokedFileBytes = 1024 * 1024;

struct RevokedFile
{
    QStringList ids;

    static constexpr auto fields()
    {
        return std::tuple(
            field("ids", &RevokedFile::ids, "Who was unpaired, the latest last").between(0, Revoked::MaxIds));
    }
};

} // namespace

Revoked::Revoked(const QString &file, PeerStore &paired)
    : m_file(file)
{
    connect(&paired, &PeerStore::removing, this, [this](const Peer &peer) { add(peer.nodeId); });
    connect(&paired, &PeerStore::removalFailed, this, [this](const Peer &peer) { remove(peer.nodeId); });
    connect(&paired, &PeerStore::added, this, [this](const Peer &peer) { remove(peer.nodeId); });
}

Result<std::unique_ptr<Revoked>> Revoked::open(const QString &file, PeerStore &paired)
{
    std::unique_ptr<Revoked> revoked(new Revoked(file, paired));
    const auto text = readFile(file, MaxRevokedFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return revoked;
    if (!text)
        return fail(text.error());
    auto kept = fromJson<RevokedFile>(*text, MaxRevokedFileBytes);
    if (!kept) {
        Error error = kept.error();
        error.source = file;
        error.remedy = u"repair the file, or move it away: who was unpaired may then come back through a"
                       " coordinator"_s;
        return fail(error);
    }
    // One that is paired was being unpaired, or paired anew, when the agent ended.
    kept->ids.removeIf([&paired](const QString &id) { return paired.find(id).has_value(); });
    revoked->m_ids = kept->ids;
    return revoked;
}

void Revoked::add(const QString &nodeId)
{
    if (m_ids.contains(nodeId))
        return;
    if (m_ids.size() >= MaxIds) {
        qCWarning(logPairing, "revoked=forgotten id=%ls", qUtf16Printable(m_ids.first()));
        m_ids.removeFirst();
    }
    m_ids.append(nodeId);
    store();
    Q_EMIT changed(nodeId);
}

void Revoked::remove(const QString &nodeId)
{
    if (m_ids.removeAll(nodeId) == 0)
        return;
    store();
    Q_EMIT changed(nodeId);
}

/// Holds in any case; unstored, it holds until the agent ends.
void Revoked::store()
{
    if (const auto stored = replaceFile(m_file, toJson(RevokedFile{m_ids}) + '\n'); !stored)
        qCWarning(logPairing, "revoked=unstored %ls", qUtf16Printable(describe(stored.error())));
}

} // namespace muster::agent
