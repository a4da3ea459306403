// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/promise.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Every kept input once more, in builds without libFuzzer. A broken promise ends the program.
class FuzzReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsPromises_data()
    {
        QTest::addColumn<QString>("path");
        const QDir corpus(QStringLiteral(MUSTER_FUZZ_CORPUS));
        for (const QFileInfo &file : corpus.entryInfoList(QDir::Files))
            QTest::addRow("%s", qPrintable(file.fileName())) << file.filePath();
        QTest::addRow("nothing") << QString();
    }

    void keepsItsPromises()
    {
        QFETCH(QString, path);
        QByteArray input;
        if (!path.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            input = file.readAll();
        }
        QCOMPARE(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                                        std::size_t(input.size())),
                 0);
    }
};

QTEST_GUILESS_MAIN(FuzzReplay)
#include "replay.moc"
