// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpreader.h"

#include "shared/store/atomicfile.h"
#include "shared/wire/filedescriptor.h"

#include "agent/dumps/dumppackage.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Result<QByteArray> readAt(const QString &path, qint64 offset, qint64 bytes)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.isOpen())
        return fail(ioError(u"read"_s, path, errno));
    QByteArray data(bytes, Qt::Uninitialized);
    qint64 done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(file.get(), data.data() + done, size_t(bytes - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ioError(u"read"_s, path, errno));
        if (got == 0)
            return fail({ErrorCode::Io,
                         u"the file is shorter than its manifest says"_s,
                         path,
                         {},
                         u"the dump is damaged; delete it"_s});
        done += got;
    }
    return data;
}

} // namespace

Result<DumpChunk> readMember(const QString &folder, const DumpReadParams &params)
{
    const auto manifest = readManifest(folder);
    if (!manifest)
        return fail(manifest.error());
    const auto member = std::ranges::find(manifest->members, params.member, &DumpMember::name);
    if (member == manifest->members.cend())
        return fail(ErrorCode::NotFound, u"the dump has no member %1"_s.arg(params.member),
                    u"params.member"_s);
    if (member->sha256.isEmpty())
        return fail(ErrorCode::NotFound, u"%1 is not in the dump: %2"_s.arg(member->name, member->missing),
                    u"params.member"_s);
    if (params.offset > member->size)
        return fail(ErrorCode::Invalid, u"the member has %1 bytes only"_s.arg(member->size),
                    u"params.offset"_s);
    const qint64 bytes = std::min(DumpReadChunk, member->size - params.offset);
    return readAt(folder + u'/' + member->name, params.offset, bytes).transform([&](const QByteArray &data) {
        return DumpChunk{QString::fromLatin1(data.toBase64()), member->size};
    });
}

} // namespace muster::agent
