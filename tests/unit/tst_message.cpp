// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/message.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

class TestMessage : public QObject
{
    Q_OBJECT

    JsonParser m_parser;

    /// Single quotes stand for double ones, to keep the rows readable.
    Result<Message> read(QByteArray line)
    {
        if (!line.contains('"'))
            line.replace('\'', '"');
        return m_parser.parse(line, 1024 * 1024).and_then(readMessage);
    }

private Q_SLOTS:
    void readsARequest()
    {
        const auto message =
            read("{'jsonrpc':'2.0','id':7,'method':'hello','params':{'name':'x'},'deadline':1500}");
        const auto &request = std::get<RequestMessage>(message.value());
        QCOMPARE(request.id, QByteArray("7"));
        QCOMPARE(request.method, QByteArrayView("hello"));
        QCOMPARE(request.params->find("name")->toString(), u"x"_s);
        QCOMPARE(request.deadline, std::chrono::milliseconds(1500));
    }

    void keepsATextIdAsItCame()
    {
        const auto message = read("{'jsonrpc':'2.0','id':'a-b','method':'m'}");
        QCOMPARE(std::get<RequestMessage>(message.value()).id, QByteArray("\"a-b\""));
    }

    void takesAMissingIdForANotification()
    {
        QVERIFY(std::get<RequestMessage>(read("{'jsonrpc':'2.0','method':'event','params':{}}").value())
                    .id.isEmpty());
    }

    void carriesAnErrorWhole()
    {
        const Error error{ErrorCode::QuotaExceeded, u"no \"room\""_s, u"drawer-a"_s, u"dumps"_s,
                          u"delete some"_s};
        QByteArray line;
        appendError(line, "12", error);
        QVERIFY(line.endsWith('\n'));
        const auto message = read(line.chopped(1));
        const auto &response = std::get<ResponseMessage>(message.value());
        QCOMPARE(response.id, 12);
        QVERIFY(!response.result);
        QCOMPARE(response.error, error);
    }

    void readsErrorsOfOthers_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const char *line, ErrorCode code) {
            QTest::newRow(name) << QByteArray(line) << code;
        };
        row("a null result beside it", "{'jsonrpc':'2.0','id':1,'result':null,'error':{'code':-32601}}",
            ErrorCode::Unsupported);
        row("no such method", "{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'x'}}",
            ErrorCode::Unsupported);
        row("parse error", "{'jsonrpc':'2.0','id':1,'error':{'code':-32700}}", ErrorCode::Invalid);
        row("invalid request", "{'jsonrpc':'2.0','id':1,'error':{'code':-32600}}", ErrorCode::Invalid);
        row("one of ours without its name", "{'jsonrpc':'2.0','id':1,'error':{'code':-32005,'data':{}}}",
            ErrorCode::Busy);
        row("a name counts for more", "{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'data':{'name':'Io'}}}",
            ErrorCode::Io);
        row("of no meaning to us", "{'jsonrpc':'2.0','id':1,'error':{'code':7}}", ErrorCode::Internal);
        row("no number at all", "{'jsonrpc':'2.0','id':1,'error':{}}", ErrorCode::Internal);
    }

    void readsErrorsOfOthers()
    {
        QFETCH(QByteArray, line);
        QFETCH(ErrorCode, code);
        const auto message = read(line);
        QVERIFY(message);
        const auto &response = std::get<ResponseMessage>(*message);
        QVERIFY(!response.result);
        QCOMPARE(response.error.code, code);
    }

    void takesAResultBesideANullError()
    {
        const auto message = read("{'jsonrpc':'2.0','id':1,'result':5,'error':null}");
        QCOMPARE(std::get<ResponseMessage>(message.value()).result->toInteger(), 5);
    }

    void carriesAResult()
    {
        QByteArray line;
        appendResult(line, "3", "{\"a\":1}");
        const auto message = read(line.chopped(1));
        QCOMPARE(std::get<ResponseMessage>(message.value()).result->find("a")->toInteger(), 1);
    }

    void refusesWhatIsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *line, const char *field) {
            QTest::newRow(name) << QByteArray(line) << QString::fromLatin1(field);
        };
        row("batch", "[]", "");
        row("number", "5", "");
        row("no version", "{'id':1,'method':'m'}", "jsonrpc");
        row("other version", "{'jsonrpc':'1.0','id':1,'method':'m'}", "jsonrpc");
        row("method no text", "{'jsonrpc':'2.0','id':1,'method':5}", "method");
        row("method empty", "{'jsonrpc':'2.0','id':1,'method':''}", "method");
        row("id an object", "{'jsonrpc':'2.0','id':{},'method':'m'}", "id");
        row("params a list", "{'jsonrpc':'2.0','id':1,'method':'m','params':[1]}", "params");
        row("deadline zero", "{'jsonrpc':'2.0','id':1,'method':'m','deadline':0}", "deadline");
        row("deadline text", "{'jsonrpc':'2.0','id':1,'method':'m','deadline':'soon'}", "deadline");
        row("answer without anything", "{'jsonrpc':'2.0','id':1}", "result");
        row("answer to a text id", "{'jsonrpc':'2.0','id':'x','result':1}", "id");
    }

    void refusesWhatIsNoMessage()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, field);
        const auto message = read(line);
        QVERIFY(!message);
        QCOMPARE(message.error().code, ErrorCode::Invalid);
        QCOMPARE(message.error().field, field);
    }

    void boundsIdAndMethod()
    {
        const auto line = [](qsizetype id, qsizetype method) -> QByteArray {
            return "{'jsonrpc':'2.0','id':'" + QByteArray(id, 'i') + "','method':'" + QByteArray(method, 'm')
                   + "'}";
        };
        QVERIFY(read(line(MaxIdBytes - 2, MaxMethodBytes)));
        QVERIFY(!read(line(MaxIdBytes - 1, 1)));
        QVERIFY(!read(line(1, MaxMethodBytes + 1)));
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
