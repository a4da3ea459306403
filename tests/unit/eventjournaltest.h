// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/events/eventjournal.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace muster::test {

/// A test of the event journal: one with small segments in a folder of its own for each test function.
class EventJournalTest : public QObject
{
protected:
    static constexpr qint64 SmallestSegment = 8 * 1024;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<agent::EventJournal> m_journal;

    [[nodiscard]] QString folder() const { return m_folder->filePath(QStringLiteral("events")); }

    void open(int maxSegments = 3, qint64 segmentBytes = SmallestSegment,
              std::chrono::milliseconds retryAfter = std::chrono::hours(1))
    {
        m_journal.reset();
        auto opened = agent::EventJournal::open({folder(), segmentBytes, maxSegments, retryAfter});
        QVERIFY2(opened, qPrintable(opened ? QString() : describe(opened.error())));
        m_journal = std::move(*opened);
    }

    void append(int count, int textLength = 20)
    {
        for (int i = 0; i < count; ++i)
            m_journal->append({Topic::Units, events::UnitFailed, Health::Critical,
                               QStringLiteral("fan-control.service"), QString(textLength, u'x'),
                               "{\"a\":1}"});
        m_journal->flush();
    }

    [[nodiscard]] QList<qint64> sequences(qint64 from = 1, int limit = 100'000) const
    {
        QList<qint64> numbers;
        for (const QByteArray &json : m_journal->read(from, limit, 64 * 1024 * 1024))
            numbers.append(fromJson<Event>(json).value().sequence);
        return numbers;
    }

    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList(QDir::Files, QDir::Name); }

    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file(folder() + QLatin1Char('/') + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void overwrite(const QString &name, qint64 at, const QByteArray &bytes) const
    {
        QFile file(folder() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(bytes) == bytes.size());
    }

    static QList<qint64> range(qint64 first, qint64 last)
    {
        QList<qint64> numbers;
        for (qint64 i = first; i <= last; ++i)
            numbers.append(i);
        return numbers;
    }

    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void end()
    {
        m_journal.reset();
        m_folder.reset();
    }
};

} // namespace muster::test
