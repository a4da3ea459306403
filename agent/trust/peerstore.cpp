// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/peerstore.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxPeerFileBytes = 4 * 1024 * 1024;

QString withoutDashes(QString id)
{
    return id.remove(u'-').toUpper();
}

} // namespace

PeerStore::PeerStore(const QString &file)
    : m_file(file)
{
}

Result<std::unique_ptr<PeerStore>> PeerStore::open(const QString &file)
{
    std::unique_ptr<PeerStore> store(new PeerStore(file));
    const auto text = readFile(file, MaxPeerFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return store;
    if (!text)
        return fail(text.error());
    auto list = fromJson<PeerList>(*text, MaxPeerFileBytes);
    if (!list) {
        Error error = list.error();
        error.source = file;
        error.remedy = u"repair the file, or move it away and pair anew"_s;
        return fail(error);
    }
    for (const Peer &peer : std::as_const(list->peers))
        store->m_peers.insert(peer.nodeId, peer);
    return store;
}

std::optional<Peer> PeerStore::find(const QString &nodeId) const
{
    const auto found = m_peers.find(nodeId);
    return found == m_peers.end() ? std::nullopt : std::optional(*found);
}

PeerList PeerStore::list() const
{
    PeerList list{m_peers.values()};
    std::ranges::stable_sort(list.peers, {}, &Peer::name);
    return list;
}

Result<Peer> PeerStore::resolve(const QString &wanted) const
{
    const QString prefix = withoutDashes(wanted);
    QList<Peer> fitting;
    for (const Peer &peer : m_peers) {
        if (peer.nodeId == wanted)
            return peer;
        if (peer.name == wanted || (!prefix.isEmpty() && withoutDashes(peer.nodeId).startsWith(prefix)))
            fitting.append(peer);
    }
    if (fitting.isEmpty())
        return fail(ErrorCode::NotFound, u"no peer has the id or name \"%1\""_s.arg(wanted), u"params.id"_s);
    if (fitting.size() > 1) {
        return fail({ErrorCode::Conflict,
                     u"%1 peers fit \"%2\""_s.arg(fitting.size()).arg(wanted),
                     {},
                     u"params.id"_s,
                     u"write more of the id"_s});
    }
    return fitting.first();
}

Result<void> PeerStore::add(const Peer &peer)
{
    if (!m_peers.contains(peer.nodeId) && m_peers.size() >= MaxPeers) {
        return fail({ErrorCode::QuotaExceeded,
                     u"this node trusts %1 peers already"_s.arg(MaxPeers),
                     {},
                     {},
                     u"remove one that is not needed any more"_s});
    }
    auto peers = m_peers;
    peers.insert(peer.nodeId, peer);
    if (auto stored = replace(peers); !stored)
        return stored;
    qCInfo(logPairing, "peer=added id=%ls name=\"%ls\" by=\"%ls\"", qUtf16Printable(peer.nodeId),
           qUtf16Printable(peer.name), qUtf16Printable(peer.pairedBy));
    Q_EMIT added(peer);
    return {};
}

Result<Peer> PeerStore::remove(const QString &nodeId)
{
    auto peers = m_peers;
    const Peer peer = peers.take(nodeId);
    if (peer.nodeId.isEmpty())
        return fail(ErrorCode::NotFound, u"no peer has this id"_s, u"params.id"_s);
    Q_EMIT removing(peer);
    if (const auto stored = replace(peers); !stored) {
        Q_EMIT removalFailed(peer);
        return fail(stored.error());
    }
    qCInfo(logPairing, "peer=removed id=%ls name=\"%ls\"", qUtf16Printable(peer.nodeId),
           qUtf16Printable(peer.name));
    Q_EMIT removed(peer);
    return peer;
}

Result<void> PeerStore::noteVersion(const QString &nodeId, int version)
{
    const auto known = m_peers.constFind(nodeId);
    if (known == m_peers.cend() || known->highestVersion == version)
        return {};
    if (version < known->highestVersion) {
        return fail({ErrorCode::Unsupported,
                     u"this peer spoke protocol version %1 before and now offers %2 at most"_s
                         .arg(known->highestVersion)
                         .arg(version),
                     {},
                     u"params.maxVersion"_s,
                     u"use the newer program again, or remove the peer and pair anew"_s});
    }
    auto peers = m_peers;
    peers[nodeId].highestVersion = version;
    return replace(peers);
}

Result<void> PeerStore::replace(const QMap<QString, Peer> &peers)
{
    if (auto stored = replaceFile(m_file, toJson(PeerList{peers.values()}) + '\n'); !stored) {
        qCWarning(logPairing, "peers=unstored %ls", qUtf16Printable(describe(stored.error())));
        return stored;
    }
    m_peers = peers;
    return {};
}

} // namespace muster::agent
