// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/dumpreplica.h"

#include "shared/api/dumps.h"
#include "shared/api/replica.h"

#include <algorithm>

namespace muster::agent {

static_assert(ReplicaBlock == DumpBlock, "a dump's digest is the hash by which its copies are known");

Result<void> DumpReplica::open()
{
    if (m_stream)
        return {};
    auto opened = DumpStream::open(m_folder);
    if (!opened)
        return fail(opened.error());
    m_stream.emplace(*std::move(opened));
    return {};
}

Result<qint64> DumpReplica::size()
{
    const std::scoped_lock lock(m_mutex);
    return open().transform([this] { return m_stream->size(); });
}

Result<qsizetype> DumpReplica::read(qint64 offset, std::span<char> into)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto opened = open(); !opened)
        return fail(opened.error());
    const qint64 left = std::max<qint64>(0, m_stream->size() - offset);
    const auto now = into.first(size_t(std::min<qint64>(left, qint64(into.size()))));
    const auto got = now.empty() ? Result<void>() : m_stream->read(offset, now);
    // A file that is open keeps its room on the disk, and the folder may get other files.
    if (!got || qint64(now.size()) == left)
        m_stream.reset();
    return got.transform([&now] { return qsizetype(now.size()); });
}

} // namespace muster::agent
