// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/hosttarget.h"

#include "agent/config/hostconfig.h"
#include "agent/hostoffload/foldertarget.h"
#include "agent/hostoffload/httpstarget.h"
#include "agent/hostoffload/sftptarget.h"
#include "shared/tls/sha256.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

HostBlob HostBlob::of(const QByteArray &bytes, const QByteArray &type)
{
    Sha256 hash;
    hash.add(bytes);
    const auto open = [bytes]() -> Result<Next> {
        return [left = bytes]() mutable -> Result<QByteArray> { return std::exchange(left, {}); };
    };
    return {bytes.size(), hash.result(), type, open};
}

Result<QByteArray> HostBlob::hashOfFirst(qint64 count, const std::stop_token &stop) const
{
    const auto next = open();
    if (!next)
        return fail(next.error());
    Sha256 hash;
    while (count > 0) {
        if (stop.stop_requested())
            return fail(hostOffloadStopped());
        const auto piece = (*next)();
        if (!piece)
            return piece;
        if (piece->isEmpty())
            break;
        const qint64 taken = std::min<qint64>(count, piece->size());
        hash.add(QByteArrayView(*piece).first(taken));
        count -= taken;
    }
    return hash.result();
}

std::unique_ptr<HostTarget> HostTarget::make(const HostConfig &config, const QString &stateFolder)
{
    switch (config.way()) {
    case HostConfig::Way::Https:
        return std::make_unique<HttpsTarget>(config);
    case HostConfig::Way::Sftp:
        return std::make_unique<SftpTarget>(config, stateFolder + u"/host"_s);
    case HostConfig::Way::Folder:
        break;
    }
    return std::make_unique<FolderTarget>(config.folder());
}

Error hostOffloadStopped()
{
    return {ErrorCode::Cancelled, u"offloading to the host was stopped"_s, {}, {}, {}};
}

Error otherBytes(const QString &where)
{
    return {ErrorCode::Invalid,
            u"what is there is not what was sent: its SHA-256 is another one"_s,
            where,
            {},
            u"look for what changes or damages files on the way or there"_s};
}

Error nameIsTaken(const QString &where)
{
    return {ErrorCode::Conflict,
            u"another file has this name, and is not written over"_s,
            where,
            {},
            u"move it away and restart the agent"_s};
}

} // namespace muster::agent
