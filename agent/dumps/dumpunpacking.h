// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumplayout.h"

#include <functional>
#include <span>
#include <stop_token>

namespace muster::agent {

/// Bytes of a dump's tar stream from there on, as many as fit; fewer at the end only.
using DumpBytes = std::function<Result<qsizetype>(qint64 offset, std::span<char> into)>;

/// The beginning of a stream: manifest.json as it is in there.
struct DumpHead
{
    QByteArray manifestJson;
    DumpLayout layout;
};
/// Errors: those of the bytes; Invalid when they do not begin with the manifest of a dump.
[[nodiscard]] Result<DumpHead> readHead(const DumpBytes &stream);

/// The bytes of one member of a stream, handed out piece by piece until the sink has enough. Errors: those of
/// the bytes, Cancelled.
[[nodiscard]] Result<void> readPart(const DumpBytes &stream, const DumpLayout::Part &part,
                                    const std::function<bool(QByteArrayView)> &sink,
                                    const std::stop_token &stop);

/// Makes a dump again out of its tar stream: each member is compared with its hash and the whole with the
/// digest, before it gets its name. Blocks on the disk. Errors: Conflict when it is another dump, or not
/// whole; those of the bytes, of DumpPackage, Cancelled.
[[nodiscard]] Result<DumpManifest> unpackDump(const DumpBytes &stream, const QString &dumpsFolder,
                                              const QString &id, const QString &digest,
                                              const std::stop_token &stop);

} // namespace muster::agent
