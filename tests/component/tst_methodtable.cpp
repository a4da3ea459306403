// SPDX-License-Identifier: Apache-2.0
#include "agent/server/methodtable.h"
#include "agent/server/session.h"
#include "shared/api/hello.h"
#include "shared/api/jobs.h"
#include "shared/wire/rpcpeer.h"
#include "tests/support/memorytransport.h"

#include <QJsonArray>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class AuditTrail : public AuditSink
{
public:
    QStringList lines;
    bool isFull = false;

    Result<qint64> begin(const CallContext &, QByteArrayView method, const JsonValue &) override
    {
        if (isFull)
            return fail(ErrorCode::Io, u"disk full"_s);
        lines.append(u"begin "_s + QString::fromUtf8(method));
        return lines.size();
    }

    void end(const CallContext &, QByteArrayView method, const std::optional<Error> &error) override
    {
        lines.append(
            u"end %1 %2"_s.arg(QString::fromUtf8(method), error ? errorName(error->code) : u"done"_s));
    }
};

struct ForMembersOnly
{
    static constexpr const char *Name = "test.members";
    static constexpr const char *Doc = "Answers members";
    static constexpr Role MinRole = Role::Viewer;
    static constexpr bool Changes = false;
    static constexpr bool ForMembers = true;
    using Params = Nothing;
    using Answer = Nothing;
};

} // namespace

class TestMethodTable : public QObject
{
    Q_OBJECT

    AuditTrail m_audit;
    std::unique_ptr<MethodTable> m_table;
    std::unique_ptr<RpcPeer> m_client;
    std::unique_ptr<RpcPeer> m_server;
    Role m_role = Role::Viewer;
    bool m_isMember = false;
    int m_cancelled = 0;

    QString ask(QByteArrayView method, QByteArrayView params)
    {
        QString outcome;
        m_client->call(method, params, 5s, [&](Result<JsonValue> json) {
            outcome = json ? QString::fromUtf8(json->toJson())
                           : errorName(json.error().code) + u' ' + json.error().field;
        });
        [&] { QTRY_VERIFY(!outcome.isEmpty()); }();
        return outcome;
    }

private Q_SLOTS:
    void init()
    {
        m_audit = {};
        m_role = Role::Viewer;
        m_isMember = false;
        m_cancelled = 0;
        m_table = std::make_unique<MethodTable>(&m_audit);
        m_table->add<api::Hello>([](const CallContext &context, const HelloParams &) -> Result<HelloAnswer> {
            HelloAnswer answer;
            answer.nodeId = answer.name = u"n"_s;
            answer.role = context.role;
            return answer;
        });
        m_table->add<api::Ping>(
            [](const CallContext &, const Nothing &) -> Result<PingAnswer> { return PingAnswer(); });
        m_table->addAsync<api::JobsCancel>(
            [this](CallContext, JobParams params) -> QCoro::Task<Result<Nothing>> {
                ++m_cancelled;
                if (params.job == u"none"_s)
                    co_return fail(ErrorCode::NotFound, u"no such job"_s, u"job"_s);
                co_return Nothing();
            });
        auto [client, server] = MemoryTransport::pair();
        m_client = std::make_unique<RpcPeer>(std::move(client));
        m_server = std::make_unique<RpcPeer>(std::move(server));
        m_server->setRequestHandler([this](std::shared_ptr<IncomingRequest> request) {
            CallContext context;
            context.role = m_role;
            context.isMember = m_isMember;
            m_table->dispatch(context, std::move(request));
        });
    }

    void callsTheHandler()
    {
        QCOMPARE(ask("rpc.ping", {}), u"{}"_s);
        QVERIFY(ask("hello", R"({"minVersion":1,"maxVersion":1})").contains(u"\"role\":\"Viewer\""_s));
    }

    void namesTheParameterAtFault()
    {
        QCOMPARE(ask("hello", R"({"minVersion":1})"), u"Invalid params.maxVersion"_s);
        QCOMPARE(ask("hello", R"({"minVersion":0,"maxVersion":1})"), u"Invalid params.minVersion"_s);
    }

    void keepsTheMethodListFromStrangers()
    {
        m_role = Role::Stranger;
        QVERIFY(ask("hello", R"({"minVersion":1,"maxVersion":1})").startsWith(u'{'));
        QCOMPARE(ask("rpc.ping", {}), u"NotPaired method"_s);
        QCOMPARE(ask("no.such", {}), u"NotPaired method"_s);
    }

    void checksTheRole()
    {
        QCOMPARE(ask("jobs.cancel", R"({"job":"1"})"), u"Forbidden method"_s);
        QCOMPARE(m_cancelled, 0);
        m_role = Role::Operator;
        QCOMPARE(ask("jobs.cancel", R"({"job":"1"})"), u"{}"_s);
        QCOMPARE(m_cancelled, 1);
        QCOMPARE(ask("no.such", {}), u"Unsupported method"_s);
    }

    void keepsWhatIsForMembersToMembers()
    {
        m_table->add<ForMembersOnly>(
            [](const CallContext &, const Nothing &) -> Result<Nothing> { return Nothing(); });
        m_role = Role::Local;
        QCOMPARE(ask("test.members", {}), u"Forbidden method"_s);
        m_role = Role::Viewer;
        m_isMember = true;
        QCOMPARE(ask("test.members", {}), u"{}"_s);
    }

    void auditsWhatChanges()
    {
        m_role = Role::Admin;
        ask("jobs.cancel", R"({"job":"none"})");
        ask("rpc.ping", {});
        m_role = Role::Viewer;
        ask("jobs.cancel", R"({"job":"1"})");
        QCOMPARE(m_audit.lines, (QStringList{u"begin jobs.cancel"_s, u"end jobs.cancel NotFound"_s,
                                             u"end jobs.cancel Forbidden"_s}));
    }

    void doesNothingThatCannotBeAudited()
    {
        m_role = Role::Admin;
        m_audit.isFull = true;
        QVERIFY(ask("jobs.cancel", R"({"job":"1"})").startsWith(u"Io"_s));
        QCOMPARE(m_cancelled, 0);
        QCOMPARE(ask("rpc.ping", {}), u"{}"_s);
    }

    void describesItself()
    {
        const QJsonObject document = m_table->openRpc();
        const QJsonArray methods = document["methods"_L1].toArray();
        QCOMPARE(methods.size(), 3);
        const QJsonObject hello = methods.at(0).toObject();
        QCOMPARE(hello["name"_L1].toString(), u"hello"_s);
        QCOMPARE(hello["x-role"_L1].toString(), u"Stranger"_s);
        QCOMPARE(hello["params"_L1].toArray().size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestMethodTable)
#include "tst_methodtable.moc"
