// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/childinput.h"

#include "shared/store/atomicfile.h"

#include <array>
#include <cerrno>

#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// No more in a turn than that it is seen in time when the time is over.
constexpr int SendsInATurn = 16;

/// A file in memory with these bytes, at its beginning; not open when there is none.
FileDescriptor memoryFile(QByteArrayView bytes)
{
    FileDescriptor file(::memfd_create("settings", MFD_CLOEXEC));
    if (!file.isOpen() || !writeAll(file.get(), bytes) || ::lseek(file.get(), 0, SEEK_SET) != 0)
        return {};
    return file;
}

} // namespace

Result<ChildInput> ChildInput::prepare(const ProgramInput &input)
{
    ChildInput made(input.next);
    if (!input.settings.isEmpty()) {
        made.m_settings = memoryFile(input.settings);
        if (!made.m_settings.isOpen())
            return fail(ioError(u"hand settings to a program"_s, {}, errno));
    }
    if (input.next) {
        // Sockets: a pipe whose reader is gone would end the agent with a signal.
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return fail(ioError(u"hand bytes to a program"_s, {}, errno));
        made.m_end = FileDescriptor(ends[0]);
        made.m_childEnd = FileDescriptor(ends[1]);
    }
    return made;
}

void ChildInput::handedOver()
{
    m_settings.close();
    m_childEnd.close();
}

Result<void> ChildInput::feed()
{
    for (int sends = 0; m_end.isOpen() && sends < SendsInATurn; ++sends) {
        if (m_given == m_bytes.size()) {
            auto next = m_next();
            if (!next)
                return fail(next.error());
            m_bytes = *std::move(next);
            m_given = 0;
            if (m_bytes.isEmpty()) {
                m_end.close();
                return {};
            }
        }
        const ssize_t sent = ::send(m_end.get(), m_bytes.constData() + m_given,
                                    size_t(m_bytes.size() - m_given), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0)
            m_given += sent;
        else if (errno == EAGAIN)
            return {};
        else if (errno != EINTR)
            m_end.close(); // the program reads no more, and its exit code says why
    }
    return {};
}

} // namespace muster::agent
