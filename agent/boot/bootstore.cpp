// SPDX-License-Identifier: Apache-2.0
#include "agent/boot/bootstore.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include "agent/state/problems.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxBootFileBytes = 1024LL * 1024;

/// One that nobody wrote, however well it reads: a boot that is open is the last one, and it is under way.
bool isBookSound(const BootBook &book)
{
    for (const BootRecord &boot : book.boots) {
        const bool isOpen = book.open && &boot == &book.boots.constLast();
        if (boot.stages.isEmpty() || (boot.outcome == BootOutcome::UnderWay) != isOpen)
            return false;
    }
    return !book.open || !book.boots.isEmpty();
}

} // namespace

BootStore::BootStore(Problems &problems, QString file)
    : m_problems(problems)
    , m_file(std::move(file))
{
}

BootBook BootStore::load()
{
    const auto text = readFile(m_file, MaxBootFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return {};
    auto book =
        text.and_then([](const QByteArray &json) { return fromJson<BootBook>(json, MaxBootFileBytes); });
    if (book && !isBookSound(*book))
        book =
            fail(ErrorCode::Invalid, u"what it says of the boot under way does not fit together"_s, m_file);
    if (book)
        return *book;
    setAside(book.error());
    return {};
}

void BootStore::setAside(const Error &why)
{
    const QString aside = m_file + u".damaged"_s;
    QFile::remove(aside);
    const bool isAside = QFile::rename(m_file, aside);
    qCWarning(logStore).noquote() << "boots=forgotten" << describe(why);
    Problem problem;
    problem.id = u"boots-damaged"_s;
    problem.severity = Health::Warning;
    problem.subject = m_file;
    problem.text = u"the history of this host's boots cannot be read, and begins anew: %1"_s.arg(why.text);
    problem.remedy =
        isAside ? u"%1 has what was there; restart the agent once it was looked at"_s.arg(aside)
                : u"look at the disk of the agent's state folder; the next boot overwrites the file"_s;
    m_problems.raise(problem);
}

void BootStore::store(const BootBook &book)
{
    const auto stored = replaceFile(m_file, toJson(book));
    if (!stored)
        qCWarning(logStore).noquote() << "boots=notStored" << describe(stored.error());
    Problem problem;
    problem.id = u"boots-unwritable"_s;
    problem.severity = Health::Warning;
    problem.subject = m_file;
    problem.text = u"the history of this host's boots cannot be stored: %1"_s.arg(
        stored ? QString() : stored.error().text);
    problem.remedy = u"make room on the disk of the agent's state folder"_s;
    m_problems.set(!stored, problem);
}

} // namespace muster::agent
