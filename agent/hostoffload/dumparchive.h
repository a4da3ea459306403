// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/hostoffload/hosttarget.h"
#include "shared/dumps/dumpseal.h"

namespace muster::agent {

/// A dump as the file that it is offloaded as: its tar stream, each block a zstd frame, compressed where that
/// is smaller. It is made each time that it is read; nothing of it is kept. Blocks on the disk.
class DumpArchive
{
public:
    /// Makes it once, for its size and hash; each block is compared with the proof.
    /// Errors: Io, naming the members, when the dump is not what it was; those of DumpStream; Cancelled.
    [[nodiscard]] static Result<DumpArchive> measure(const QString &folder, const DumpSeal &seal,
                                                     const std::stop_token &stop);

    /// To be read while the dump is held.
    [[nodiscard]] const HostBlob &blob() const { return m_blob; }
    /// Bytes of each block's frame.
    [[nodiscard]] const QList<qint64> &frames() const { return m_frames; }
    /// As it is in the stream.
    [[nodiscard]] const DumpManifest &manifest() const { return m_manifest; }

private:
    HostBlob m_blob;
    QList<qint64> m_frames;
    DumpManifest m_manifest;
};

} // namespace muster::agent
