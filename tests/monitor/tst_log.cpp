// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "monitor/detail/EventDelegate.h"
#include "monitor/detail/LogModel.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace perdura;

namespace {

LogLine line(const char *level)
{
    LogLine line;
    line.level = level;
    line.text = "The service is down (status 503).";
    return line;
}

/// The cell as the log draws it.
QImage cell(const LogModel &model, int row, LogModel::Column column)
{
    QImage image(300, 28, QImage::Format_ARGB32);
    image.fill(tokensFor(qApp->palette()).panel);
    QStyleOptionViewItem option;
    option.palette = qApp->palette();
    option.rect = image.rect();
    QPainter painter(&image);
    EventDelegate().paint(&painter, option, model.index(row, column));
    return image;
}

bool hasHueOf(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.saturation() > 60 && std::abs(pixel.hue() - color.hue()) < 8)
                return true;
        }
    }
    return false;
}

} // namespace

/// The lines that activities log, as a run's page shows them.
class TestLog : public QObject
{
    Q_OBJECT

private slots:
    void aWarningIsToldByAMarkAndAWordInTheColoursOfText_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::newRow("light") << Appearance::Light;
        QTest::newRow("dark") << Appearance::Dark;
    }
    void aWarningIsToldByAMarkAndAWordInTheColoursOfText()
    {
        QFETCH(const Appearance, appearance);
        applyAppearance(*qApp, appearance);
        LogModel model;
        model.setLines({line("info"), line("warning"), line("error")});
        for (const auto column : {LogModel::TimeColumn, LogModel::NodeColumn, LogModel::TextColumn})
            QCOMPARE(cell(model, 1, column), cell(model, 0, column));
        const Tokens &tokens = tokensFor(qApp->palette());
        QVERIFY(hasHueOf(cell(model, 1, LogModel::LevelColumn), tokens.waiting));
        QVERIFY(!hasHueOf(cell(model, 0, LogModel::LevelColumn), tokens.waiting));
        QCOMPARE(model.index(1, LogModel::LevelColumn).data().toString(), QStringLiteral("Warning"));
        QVERIFY(hasHueOf(cell(model, 2, LogModel::TextColumn), tokens.failed));
    }
};

QTEST_MAIN(TestLog)
#include "tst_log.moc"
