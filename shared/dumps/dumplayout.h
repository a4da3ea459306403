// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/dump.h"

#include <span>
#include <vector>

namespace muster {

/// Most bytes of a manifest.json that are read.
constexpr qint64 MaxManifestBytes = 16 * 1024 * 1024;
/// Its name, in a dump's folder and in its tar stream.
constexpr const char *ManifestName = "manifest.json";

/// Where what is in a dump's tar stream: follows from its manifest alone. Cheap to copy.
class DumpLayout
{
public:
    /// A run of the stream: bytes that are here, or those of a file in the dump's folder.
    struct Part
    {
        qint64 at; ///< offset in the stream
        qint64 size;
        QByteArray bytes; ///< of a header; empty for a file and for zeros
        int member = -1; ///< index in the manifest, for the bytes of a file
    };

    /// @param manifestJson manifest.json as it is in the folder or in the stream. Errors: Invalid, when it is
    /// no manifest or names members outside of the folder.
    [[nodiscard]] static Result<DumpLayout> of(QByteArrayView manifestJson);

    [[nodiscard]] const DumpManifest &manifest() const { return d->manifest; }
    /// The same as it is in the stream.
    [[nodiscard]] const QByteArray &manifestJson() const { return d->manifestJson; }
    [[nodiscard]] qint64 size() const { return d->size; }
    [[nodiscard]] qint64 blocks() const;
    /// Bytes of a block: all but the last have DumpBlock.
    [[nodiscard]] qint64 blockSize(qint64 block) const;
    /// The part that a byte of the stream belongs to. @param offset less than size()
    [[nodiscard]] const Part &partAt(qint64 offset) const;
    [[nodiscard]] const std::vector<Part> &parts() const { return d->parts; }
    /// Those that have bytes in a block, in order.
    [[nodiscard]] std::span<const Part> partsOf(qint64 block) const;
    /// For people: the members that have bytes in a block, "core.fan, journal.txt".
    [[nodiscard]] QString membersIn(qint64 block) const;

private:
    struct Data
    {
        DumpManifest manifest;
        QByteArray manifestJson;
        std::vector<Part> parts;
        qint64 size = 0;
    };
    explicit DumpLayout(std::shared_ptr<const Data> data)
        : d(std::move(data))
    {
    }
    std::shared_ptr<const Data> d;
};

/// Whether the member has a file in the folder: one that is only named as missing has none.
[[nodiscard]] inline bool hasFile(const DumpMember &member)
{
    return !member.sha256.isEmpty();
}

} // namespace muster
