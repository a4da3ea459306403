// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/memberfile.h"

#include "shared/store/atomicfile.h"

#include <QFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

Result<MemberFile> MemberFile::create(const QString &path, qint64 maxBytes)
{
    FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return fail(ioError(u"write"_s, path, errno));
    return MemberFile(path, std::move(file), maxBytes);
}

MemberFile::MemberFile(QString path, FileDescriptor file, qint64 maxBytes)
    : m_path(std::move(path))
    , m_file(std::move(file))
    , m_maxBytes(maxBytes)
{
}

bool MemberFile::write(QByteArrayView bytes)
{
    if (m_fault || m_isCut)
        return false;
    const qsizetype room = qsizetype(std::min<qint64>(bytes.size(), m_maxBytes - m_size));
    m_isCut = room < bytes.size();
    const QByteArrayView taken = bytes.first(room);
    if (!writeAll(m_file.get(), taken)) {
        m_fault = ioError(u"write"_s, m_path, errno);
        return false;
    }
    m_hash.addData(taken);
    m_size += room;
    return !m_isCut;
}

Result<void> MemberFile::finish(DumpMember &member)
{
    if (m_fault)
        return fail(*m_fault);
    if (::fsync(m_file.get()) != 0)
        return fail(ioError(u"write"_s, m_path, errno));
    m_file.close();
    member.size = m_size;
    member.sha256 = QString::fromLatin1(m_hash.result().toHex());
    return {};
}

} // namespace muster::agent
