// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpunpacking.h"

#include "shared/dumps/dumpstream.h"
#include "shared/dumps/manifestcutter.h"

#include "agent/dumps/dumppackage.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<void> unpackMember(DumpPackage &package, const DumpBytes &stream, const DumpLayout::Part &part,
                          const DumpMember &said, const std::stop_token &stop)
{
    auto file = package.open(said.name, said.size);
    if (!file)
        return fail(file.error());
    if (const auto read = readPart(
            stream, part, [&file](QByteArrayView bytes) { return file->write(bytes); }, stop);
        !read)
        return read;
    DumpMember found = said;
    if (const auto finished = file->finish(found); !finished)
        return finished;
    if (found.sha256 != said.sha256 || found.size != said.size)
        return fail(ErrorCode::Conflict,
                    u"the member %1 of the copy is not what its manifest says"_s.arg(said.name));
    return package.add(said);
}

} // namespace

Result<DumpHead> readHead(const DumpBytes &stream)
{
    ManifestCutter cutter;
    std::array<char, DumpStream::ChunkBytes> buffer;
    for (qint64 at = 0; !cutter.isWhole();) {
        const auto got = stream(at, buffer);
        if (!got)
            return fail(got.error());
        cutter.add(QByteArrayView(buffer.data(), *got));
        at += *got;
        if (*got == 0 || cutter.isWrong())
            break;
    }
    const auto json = cutter.json();
    if (!json)
        return fail(json.error());
    return DumpLayout::of(*json).transform(
        [&json](const DumpLayout &layout) { return DumpHead{*json, layout}; });
}

Result<void> readPart(const DumpBytes &stream, const DumpLayout::Part &part,
                      const std::function<bool(QByteArrayView)> &sink, const std::stop_token &stop)
{
    std::array<char, DumpStream::ChunkBytes> buffer;
    for (qint64 at = 0; at < part.size;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"the agent ends"_s);
        const auto chunk = std::span(buffer).first(size_t(std::min<qint64>(buffer.size(), part.size - at)));
        const auto got = stream(part.at + at, chunk);
        if (!got)
            return fail(got.error());
        if (*got == 0 || !sink(QByteArrayView(chunk.data(), *got)))
            return {};
        at += *got;
    }
    return {};
}

Result<DumpManifest> unpackDump(const DumpBytes &stream, const QString &dumpsFolder, const QString &id,
                                const QString &digest, const std::stop_token &stop)
{
    const auto head = readHead(stream);
    if (!head)
        return fail(head.error());
    const DumpManifest &manifest = head->layout.manifest();
    if (manifest.id != id)
        return fail(ErrorCode::Conflict, u"the copy is one of the dump %1, not %2"_s.arg(manifest.id, id));
    auto package = DumpPackage::begin(dumpsFolder, id, head->layout.size());
    if (!package)
        return fail(package.error());
    for (const DumpLayout::Part &part : head->layout.parts()) {
        if (part.member < 0)
            continue;
        const auto unpacked = unpackMember(**package, stream, part, manifest.members[part.member], stop);
        if (!unpacked)
            return fail(unpacked.error());
    }
    // A member without bytes has no part in the stream, but a file.
    for (const DumpMember &member : manifest.members) {
        if (!hasFile(member) || member.size > 0)
            continue;
        const auto made = unpackMember(**package, stream, {0, 0, {}, -1}, member, stop);
        if (!made)
            return fail(made.error());
    }
    return (*package)->finishAs(head->manifestJson, digest);
}

} // namespace muster::agent
