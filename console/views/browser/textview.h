// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/textlines.h"
#include "console/archive/textpattern.h"
#include "console/views/browser/bytesview.h"

#include <QCache>

namespace muster::console {

/// A text of any size with line numbers; lines of logs that tell of trouble, and the parts of JSON, have
/// their colours, and what is searched for is marked.
class TextView : public BytesView
{
    Q_OBJECT
public:
    enum class Colouring { Log, Json, Difference };

    explicit TextView(const Theme &theme, QWidget *parent = nullptr);

    void setLines(std::shared_ptr<const TextLines> lines, Colouring colouring);
    void setPattern(std::optional<TextPattern> pattern);

    [[nodiscard]] QString rowText(qint64 row) const override;

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &area) override;

private:
    [[nodiscard]] int numbersWidth() const;
    void paintMatches(QPainter &painter, const QString &text, const QRect &area);
    void paintText(QPainter &painter, const QString &text, const QRect &area);

    std::shared_ptr<const TextLines> m_lines;
    Colouring m_colouring = Colouring::Log;
    std::optional<TextPattern> m_pattern;
    mutable QCache<qint64, QString> m_cache; ///< lines that were read
};

} // namespace muster::console
