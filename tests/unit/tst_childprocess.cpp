// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/childprocess.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What a program is given by the agent, and what that does when it does not take it.
class TestChildProcess : public QObject
{
    Q_OBJECT

    static constexpr auto Patience = 60s;
    QByteArray m_output;

    [[nodiscard]] Result<ChildProcess::Ended> shell(const QString &script, const ProgramInput &input,
                                                    const std::stop_token &stop = {})
    {
        m_output.clear();
        return ChildProcess::run(
            {u"sh"_s, u"-c"_s, script}, Patience, stop,
            [this](QByteArrayView bytes) {
                m_output += bytes;
                return true;
            },
            input);
    }
    /// Pieces of so many bytes each.
    [[nodiscard]] static ProgramInput pieces(int count, qsizetype size)
    {
        ProgramInput input;
        input.next = [left = count, size]() mutable -> Result<QByteArray> {
            return left-- > 0 ? QByteArray(size, 'x') : QByteArray();
        };
        return input;
    }

private Q_SLOTS:
    void nothingIsGivenByItself()
    {
        QVERIFY(shell(u"cat; test -e /dev/fd/3 || echo none"_s, {}));
        QCOMPARE(m_output, "none\n");
    }

    void settingsAreRead()
    {
        ProgramInput input;
        input.settings = QByteArray(200'000, 's');
        QVERIFY(shell(u"cat /dev/fd/3"_s, input));
        QCOMPARE(m_output, input.settings);
    }

    void allOfTheInputArrives()
    {
        const auto ended = shell(u"wc -c"_s, pieces(5, 3'000'001));
        QVERIFY(ended);
        QCOMPARE(m_output.trimmed(), "15000005");
    }

    void settingsAndInputAndEnvironment()
    {
        ProgramInput input = pieces(1, 3);
        input.settings = "secret";
        input.environment = {u"PLACE=/there"_s};
        QVERIFY(shell(u"cat /dev/fd/3; cat; echo $PLACE"_s, input));
        QCOMPARE(m_output, "secretxxx/there\n");
    }

    void whoReadsNoMoreIsNoError()
    {
        const auto ended = shell(u"head -c 10; exit 4"_s, pieces(100, 1'000'000));
        QVERIFY(ended);
        QCOMPARE(ended->exitCode, 4);
        QCOMPARE(m_output.size(), 10);
    }

    void anInputThatFailsEndsIt()
    {
        ProgramInput input;
        input.next = [count = 0]() mutable -> Result<QByteArray> {
            if (++count < 3)
                return QByteArray(100, 'x');
            return fail(ErrorCode::Io, u"the disk is gone"_s);
        };
        const auto ended = shell(u"cat; sleep 1000"_s, input);
        QVERIFY(!ended);
        QCOMPARE(ended.error().text, u"the disk is gone"_s);
    }

    void itIsStoppedWhileItReadsNothing()
    {
        std::stop_source stop;
        ProgramInput input;
        input.next = [&stop, count = 0]() mutable -> Result<QByteArray> {
            if (++count > 1)
                stop.request_stop();
            return QByteArray(100'000, 'x');
        };
        const auto ended = shell(u"exec sleep 1000"_s, input, stop.get_token());
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_childprocess.moc"
