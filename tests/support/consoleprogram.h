// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>

namespace muster::test {

/// How a run of `muster` ended.
struct ConsoleEnded
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QByteArray said() const
    {
        return "code " + QByteArray::number(code) + "\nout: " + out + "\nerr: " + err;
    }
};

/// The real `muster`, in batch, with a fleet and keys of its own and no display.
class ConsoleProgram
{
public:
    static constexpr std::chrono::seconds Patience{30};

    /// @param program its path
    explicit ConsoleProgram(QString program)
        : m_program(std::move(program))
    {
    }
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &words) const
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        process->setProcessEnvironment(environment);
        process->setStandardInputFile(QProcess::nullDevice());
        process->start(m_program,
                       QStringList{QStringLiteral("--fleet"), m_folder.filePath(QStringLiteral("fleet.json")),
                                   QStringLiteral("--key-storage"), QStringLiteral("file"),
                                   QStringLiteral("--timeout"), QStringLiteral("5")}
                           + words);
        return process;
    }
    [[nodiscard]] static ConsoleEnded finish(QProcess &process)
    {
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, Patience);
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }
    [[nodiscard]] ConsoleEnded run(const QStringList &words) const { return finish(*start(words)); }

private:
    QString m_program;
    QTemporaryDir m_folder;
};

} // namespace muster::test
